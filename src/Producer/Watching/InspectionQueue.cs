using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Core.Pacing;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Inspects containers: several at a time, but each container one inspection at a time, so that its observations are applied in order.
/// Requests that arrive before an inspection begins are answered by it; those that arrive during it are answered by one more. An inspection
/// that fails is repeated until it succeeds.
/// </summary>
/// <param name="inspect">Inspects a container and applies what it observes.</param>
/// <param name="host">The host's name for the log.</param>
/// <param name="time">The clock for retries.</param>
/// <param name="random">Spreads retries.</param>
/// <param name="logger">Logs failures.</param>
internal sealed class InspectionQueue(
    Func<string, ActivityContext, CancellationToken, Task> inspect, string host, TimeProvider time, Random random, ILogger logger)
{
    private const int Workers = 8;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Inspection> current = new(StringComparer.Ordinal);

    // Holds each container at most once, so the number of containers bounds it.
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();

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
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(cancel)));

    private async Task WorkAsync(CancellationToken cancel)
    {
        await foreach (var containerId in ready.Reader.ReadAllAsync(cancel)) await InspectAsync(containerId, cancel);
    }

    private async Task InspectAsync(string containerId, CancellationToken cancel)
    {
        Inspection inspection;
        lock (gate)
        {
            inspection = current[containerId];
            inspection.HasBegun = true;
        }

        try
        {
            await inspect(containerId, inspection.Cause, cancel);
            Complete(containerId, inspection);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            _ = RetryAsync(containerId, inspection, failure, cancel); // not awaited: a container that fails must not occupy a worker
        }
    }

    private async Task RetryAsync(string containerId, Inspection inspection, Exception failure, CancellationToken cancel)
    {
        var backoff = inspection.Backoff ??= new Backoff(FirstRetry, LongestRetry, random);
        var pause = backoff.Next();
        if (FailureLogging.IsDue(backoff.Failures)) Log.InspectionFailed(logger, host, containerId, backoff.Failures, failure.Message);
        lock (gate) inspection.HasBegun = false;
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ready.Writer.TryWrite(containerId);
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

    private sealed class Inspection(ActivityContext cause)
    {
        public ActivityContext Cause => cause;
        public TaskCompletionSource Applied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool HasBegun { get; set; }
        public Backoff? Backoff { get; set; }
        public Inspection? Next { get; set; }
    }
}
