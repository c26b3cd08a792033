using System.Runtime.CompilerServices;
using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.History.Words;

namespace Pipeline.History.Events;

/// <summary>Merges what the registry and the sagas recorded.</summary>
public sealed class EventFeed(IRegistryHistory registry, IHealthHistory health, TimeProvider time) : IEventFeed
{
    /// <summary>How often it is looked for what is new.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A sequence is assigned before its transaction is committed, so a lower one may appear after a higher one. Such late events are
    /// searched for this far before the newest sequence.
    /// </summary>
    private const long Overlap = 1_000;

    public async IAsyncEnumerable<EventView> ReadAsync(EventQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (of, and) = (Registry(question, null, cancel), Health(question, null, cancel));
        if (question.Last is null)
        {
            await foreach (var view in MergeAsync(of, and, cancel)) yield return view;
            yield break;
        }

        var newest = new Queue<EventView>();
        await foreach (var view in MergeAsync(of, and, cancel))
        {
            newest.Enqueue(view);
            if (newest.Count > question.Last) newest.Dequeue();
        }

        foreach (var view in newest) yield return view;
    }

    public async IAsyncEnumerable<EventView> FollowAsync(EventQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (ofRegistry, ofHealth) = (await registry.NewestAsync(cancel), await health.NewestAsync(cancel));
        var told = new Told();
        await foreach (var view in ReadAsync(question, cancel))
        {
            told.Take(view);
            yield return view;
        }

        // What had been recorded when it began is told, or was not asked for.
        told.Begin(ofRegistry, ofHealth);
        var rest = question with { Since = null, Last = null };
        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(cancel))
        {
            var (ofRest, andRest) = (Registry(rest, told.Registry - Overlap, cancel), Health(rest, told.Health - Overlap, cancel));
            await foreach (var view in MergeAsync(ofRest, andRest, cancel))
                if (told.Take(view)) yield return view;
        }
    }

    private async IAsyncEnumerable<EventView> Registry(
        EventQuestion question, long? after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var past = new HistoryQuestion(
            question.Service, question.Container, question.Host, question.Since, after, question.Last);
        await foreach (var recorded in registry.ReadAsync(past, cancel))
            yield return new EventView(
                recorded.At,
                IsOfZone(recorded) ? "zone" : "registry",
                recorded.Sequence,
                EventNames.KindOf(recorded.Happened),
                SubjectOf(recorded.Stream),
                EventWords.Of(recorded.Happened),
                recorded.Trace);
    }

    private static bool IsOfZone(RecordedEvent recorded) => recorded.Happened is LedgerEvent
        || (recorded.Happened is UnknownEvent && recorded.Stream.StartsWith("zone/", StringComparison.Ordinal));

    private async IAsyncEnumerable<EventView> Health(
        EventQuestion question, long? after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var past = new HealthQuestion(
            question.Service, question.Container, question.Host, question.Since, after, question.Last);
        await foreach (var recorded in health.ReadAsync(past, cancel))
            if (recorded.What is { } what)
                yield return new EventView(
                    recorded.At,
                    "health",
                    recorded.Sequence,
                    EventNames.KindOf(recorded.Happened),
                    recorded.ContainerId,
                    what,
                    recorded.Trace);
    }

    /// <summary><c>host/red</c> stays; of <c>zone/Z1/calc.internal/SRV</c> the record.</summary>
    private static string SubjectOf(string stream) => stream.Split('/') is ["zone", _, .. var record] ? string.Join('/', record) : stream;

    private static async IAsyncEnumerable<EventView> MergeAsync(
        IAsyncEnumerable<EventView> one, IAsyncEnumerable<EventView> other, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var left = one.GetAsyncEnumerator(cancel);
        await using var right = other.GetAsyncEnumerator(cancel);
        var (hasLeft, hasRight) = (await left.MoveNextAsync(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.At <= right.Current.At))
            {
                yield return left.Current;
                hasLeft = await left.MoveNextAsync();
            }
            else
            {
                yield return right.Current;
                hasRight = await right.MoveNextAsync();
            }
        }
    }

    /// <summary>What was told already, as far back as it is looked at again.</summary>
    private sealed class Told
    {
        private readonly HashSet<(bool OfHealth, long Sequence)> seen = [];
        private (long Registry, long Health) begun = (long.MaxValue, long.MaxValue);

        public long Registry { get; private set; }

        public long Health { get; private set; }

        /// <summary>Whatever is not later than this counts as told, but what comes late.</summary>
        public void Begin(long registry, long health)
        {
            begun = (registry, health);
            (Registry, Health) = (Math.Max(Registry, registry), Math.Max(Health, health));
        }

        /// <returns>Whether it is news.</returns>
        public bool Take(EventView view)
        {
            var ofHealth = view.Room == "health";
            var floor = ofHealth ? begun.Health : begun.Registry;
            if (floor is not long.MaxValue && view.Sequence <= floor) return false;
            if (!seen.Add((ofHealth, view.Sequence))) return false;
            if (ofHealth) Health = Math.Max(Health, view.Sequence);
            else Registry = Math.Max(Registry, view.Sequence);
            if (seen.Count > 8 * Overlap) seen.RemoveWhere(one => one.Sequence < (one.OfHealth ? Health : Registry) - (2 * Overlap));
            return true;
        }
    }
}
