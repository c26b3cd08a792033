using Pipeline.Consuming.Rejecting;
using Pipeline.Consuming.Telemetry;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;

namespace Pipeline.Consuming.Waiting;

/// <summary>
/// The messages of this process that wait because they cannot be consumed now, for the log and for readiness. Failures of one kind are
/// logged ever more rarely, however many messages have them.
/// </summary>
public sealed class WaitingMessages(TimeProvider time, ILogger<WaitingMessages> log)
{
    /// <summary>That another writer was faster is usual; only one that goes on losing is said to wait.</summary>
    private const int UsualConflicts = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Waits> queues = [];

    /// <summary>Notes that a message failed and is tried again.</summary>
    /// <param name="queue">Its queue.</param>
    /// <param name="message">Its identity, the same at each failure.</param>
    /// <param name="attempt">How often it failed in a row.</param>
    /// <param name="failure">Why.</param>
    /// <param name="count">For how many messages it stands.</param>
    /// <param name="away">How long it is away from this process; null if it is kept here.</param>
    public void Add(string queue, object message, int attempt, Exception failure, int count = 1, TimeSpan? away = null)
    {
        if (failure is StoreConflictException && attempt < UsualConflicts) return;
        ConsumingTelemetry.CountFailure(queue, failure);
        int failures, waiting;
        lock (gate)
        {
            if (!queues.TryGetValue(queue, out var waits)) queues[queue] = waits = new(time.GetUtcNow());
            waits.Forget(time.GetUtcNow());
            waits.Messages[message] = (count, away is { } pause ? time.GetUtcNow() + (2 * pause) : null);
            waits.Reason = Describe(failure);
            failures = waits.Failures[failure.GetType()] = waits.Failures.GetValueOrDefault(failure.GetType()) + 1;
            waiting = waits.Count;
        }

        if (!FailureLogging.IsDue(failures)) return;
        var trace = FailureRules.IsUnexpected(failure) ? failure : null;
        log.MessagesWait(trace, queue, waiting, failures, Describe(failure));
    }

    /// <summary>Notes that a message waits no longer: it is consumed, or rejected.</summary>
    public void Remove(string queue, object message)
    {
        int failures;
        lock (gate)
        {
            if (!queues.TryGetValue(queue, out var waits) || !waits.Messages.Remove(message)) return;
            waits.Forget(time.GetUtcNow());
            if (waits.Messages.Count > 0) return;
            queues.Remove(queue);
            failures = waits.Failures.Values.Sum();
        }

        log.MessagesGoOn(queue, failures);
    }

    /// <summary>The queues of which messages wait now.</summary>
    public IReadOnlyList<WaitingQueue> ReadWaiting()
    {
        lock (gate)
        {
            foreach (var waits in queues.Values) waits.Forget(time.GetUtcNow());
            return
            [
                .. queues.Where(queue => queue.Value.Messages.Count > 0)
                    .OrderBy(queue => queue.Key, StringComparer.Ordinal)
                    .Select(queue => queue.Value.Describe(queue.Key)),
            ];
        }
    }

    private static string Describe(Exception failure) => ForeignText.Bound(FailureWords.Describe(failure));

    private sealed class Waits(DateTimeOffset since)
    {
        public Dictionary<object, (int Count, DateTimeOffset? Until)> Messages { get; } = [];

        /// <summary>By kind of failure, so that one that lasts does not make a new one rare.</summary>
        public Dictionary<Type, int> Failures { get; } = [];

        public string Reason { get; set; } = "";

        public int Count => Messages.Values.Sum(message => message.Count);

        /// <summary>A message that went back to its queue may be consumed by another process.</summary>
        public void Forget(DateTimeOffset now)
        {
            foreach (var (message, (_, until)) in Messages)
                if (until < now) Messages.Remove(message);
        }

        public WaitingQueue Describe(string queue) => new(queue, Count, since, Failures.Values.Sum(), Reason);
    }
}
