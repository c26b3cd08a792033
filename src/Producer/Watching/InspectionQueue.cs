using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Inspects containers: several at a time, but each container one inspection at a time, so that its observations are applied in order.
/// Requests that arrive before an inspection begins are answered by it; those that arrive during it are answered by one more. An inspection
/// that fails is repeated until it succeeds.
/// <code>
/// an inspection that                                    then
/// is answered within Patience                           leaves its place to the next container
/// is not, while a slow place is free                    goes on in that slow place
/// is not, while no slow place is free                   fails, and is repeated in a slow place
/// is not answered within Deadline                       fails, and is repeated in a slow place
/// </code>
/// So however many inspections hang, the others wait for them no longer than <see cref="Patience"/>.
/// </summary>
/// <param name="inspect">Inspects a container and applies what it observes.</param>
/// <param name="host">The host's name for the log.</param>
/// <param name="time">The clock for retries and deadlines.</param>
/// <param name="random">Spreads retries.</param>
/// <param name="logger">Logs failures.</param>
internal sealed class InspectionQueue(
    Func<string, ActivityContext, CancellationToken, Task> inspect, string host, TimeProvider time, Random random, ILogger logger)
{
    /// <summary>How long an inspection may hold one of the places that all containers share.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an inspection may take in total.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private const int Places = 8;
    private const int SlowPlaces = 32;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Inspection> current = new(StringComparer.Ordinal);

    // An item for each slow place that is taken.
    private readonly Channel<string> slowPlaces = Channel.CreateBounded<string>(SlowPlaces);

    // Each holds each container at most once, so the number of containers bounds them.
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();
    private readonly Channel<string> slow = Channel.CreateUnbounded<string>();

    private ImmutableHashSet<string> unanswered = [];

    /// <summary>The containers whose last inspection failed, or does not end.</summary>
    public IReadOnlySet<string> Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Requests an inspection of a container.</summary>
    /// <returns>Completes when an inspection that began after this call was applied.</returns>
    public Task Request(string containerId, ActivityContext cause = default)
    {
        lock (gate)
        {
            if (!current.TryGetValue(containerId, out var inspection)) return Enqueue(containerId, new Inspection(cause)).Applied.Task;
            if (!inspection.HasBegun) return inspection.Applied.Task;
            return (inspection.Next ??= new Inspection(cause)).Applied.Task;
        }
    }

    /// <summary>Inspects until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll([.. Enumerable.Range(0, Places).Select(_ => WorkAsync(cancel)), WorkSlowlyAsync(cancel)]);
        }
        finally
        {
            foreach (var containerId in Unanswered) Note(containerId, isAnswered: true); // whoever connects next counts anew
        }
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        await foreach (var containerId in ready.Reader.ReadAllAsync(cancel))
        {
            var attempt = new Attempt(time, cancel);
            var inspecting = InspectAsync(containerId, attempt, cancel);
            await ((Task)inspecting).WaitAsync(Patience, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            if (inspecting.IsCompleted) await FinishAsync(containerId, attempt, inspecting);
            else LeavePlace(containerId, attempt, inspecting);
        }
    }

    private async Task WorkSlowlyAsync(CancellationToken cancel)
    {
        await foreach (var containerId in slow.Reader.ReadAllAsync(cancel))
        {
            await slowPlaces.Writer.WriteAsync(containerId, cancel);
            var attempt = new Attempt(time, cancel);
            _ = FinishInSlowPlaceAsync(containerId, attempt, InspectAsync(containerId, attempt, cancel));
        }
    }

    private void LeavePlace(string containerId, Attempt attempt, Task<bool> inspecting)
    {
        Note(containerId, isAnswered: false);
        if (slowPlaces.Writer.TryWrite(containerId))
        {
            _ = FinishInSlowPlaceAsync(containerId, attempt, inspecting);
            return;
        }

        attempt.GiveUp();
        _ = FinishAsync(containerId, attempt, inspecting);
    }

    private async Task FinishInSlowPlaceAsync(string containerId, Attempt attempt, Task<bool> inspecting)
    {
        await FinishAsync(containerId, attempt, inspecting);
        slowPlaces.Reader.TryRead(out _);
    }

    private async Task FinishAsync(string containerId, Attempt attempt, Task<bool> inspecting)
    {
        Note(containerId, await inspecting);
        attempt.Dispose();
    }

    /// <returns>Whether it was answered.</returns>
    private async Task<bool> InspectAsync(string containerId, Attempt attempt, CancellationToken cancel)
    {
        Inspection inspection;
        lock (gate)
        {
            inspection = current[containerId];
            inspection.HasBegun = true;
        }

        try
        {
            await inspect(containerId, inspection.Cause, attempt.Cancel);
            Complete(containerId, inspection);
            return true;
        }
        catch (Exception failure)
        {
            var hangs = attempt.Cancel.IsCancellationRequested;
            var reason = hangs ? "the engine does not answer" : FailureWords.Describe(failure);
            // Not awaited: a container that fails must not occupy a place.
            if (!cancel.IsCancellationRequested) _ = RetryAsync(containerId, inspection, reason, hangs ? slow : ready, cancel);
            return false;
        }
    }

    private async Task RetryAsync(
        string containerId, Inspection inspection, string reason, ChannelWriter<string> queue, CancellationToken cancel)
    {
        var backoff = inspection.Backoff ??= new Backoff(FirstRetry, LongestRetry, random);
        var pause = backoff.Next();
        if (FailureLogging.IsDue(backoff.Failures)) Log.InspectionFailed(logger, host, containerId, backoff.Failures, reason);
        lock (gate) inspection.HasBegun = false;
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        queue.TryWrite(containerId);
    }

    private void Complete(string containerId, Inspection inspection)
    {
        lock (gate)
        {
            current.Remove(containerId);
            if (inspection.Next is { } next) Enqueue(containerId, next);
        }

        inspection.Applied.TrySetResult();
    }

    private Inspection Enqueue(string containerId, Inspection inspection)
    {
        current[containerId] = inspection;
        ready.Writer.TryWrite(containerId);
        return inspection;
    }

    private void Note(string containerId, bool isAnswered)
    {
        var changed = isAnswered
            ? ImmutableInterlocked.Update(ref unanswered, (known, id) => known.Remove(id), containerId)
            : ImmutableInterlocked.Update(ref unanswered, (known, id) => known.Add(id), containerId);
        if (changed) ProducerTelemetry.Unanswered.Add(isAnswered ? -1 : 1);
    }

    private sealed class Inspection(ActivityContext cause)
    {
        public ActivityContext Cause => cause;
        public TaskCompletionSource Applied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool HasBegun { get; set; }
        public Backoff? Backoff { get; set; }
        public Inspection? Next { get; set; }
    }

    /// <summary>One try: it ends by its deadline, or earlier when its place is needed.</summary>
    private sealed class Attempt : IDisposable
    {
        private readonly CancellationTokenSource deadline;
        private readonly CancellationTokenSource end;

        public Attempt(TimeProvider time, CancellationToken cancel)
        {
            deadline = new CancellationTokenSource(Deadline, time);
            end = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        }

        public CancellationToken Cancel => end.Token;

        /// <summary>Ends it as if its deadline had passed.</summary>
        public void GiveUp() => deadline.Cancel();

        public void Dispose()
        {
            end.Dispose();
            deadline.Dispose();
        }
    }
}
