using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Looks at containers, several at a time but each by one look at a time, so that what is seen of a container is taken in in order.
/// Hints that arrive before a look begins are answered by that look; those that arrive during it by one more. A look that fails is
/// repeated, ever more slowly, until it succeeds.
/// </summary>
/// <param name="look">Looks at a container and takes in what it sees.</param>
/// <param name="host">The host that the log names.</param>
/// <param name="time">The clock for retries.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed class InspectionQueue(Func<string, ActivityContext, CancellationToken, Task> look, string host, TimeProvider time, ILogger logger)
{
    private const int Parallelism = 8;

    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    private readonly Lock gate = new();
    private readonly Dictionary<string, Look> looks = new(StringComparer.Ordinal);

    // Holds a container at most once, so the number of containers bounds it.
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();

    /// <summary>Asks for a look at a container.</summary>
    /// <returns>Ends when a look that began after this call has been taken in.</returns>
    public Task Request(string containerId, ActivityContext cause = default)
    {
        lock (gate)
        {
            if (!looks.TryGetValue(containerId, out var current)) return Begin(containerId, new Look(cause)).Done.Task;
            if (!current.HasBegun) return current.Done.Task;
            return (current.Next ??= new Look(cause)).Done.Task;
        }
    }

    /// <summary>Looks until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) =>
        Parallel.ForEachAsync(
            ready.Reader.ReadAllAsync(cancel),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel },
            async (containerId, stop) => await InspectAsync(containerId, stop));

    private async Task InspectAsync(string containerId, CancellationToken cancel)
    {
        Look current;
        lock (gate)
        {
            current = looks[containerId];
            current.HasBegun = true;
        }

        try
        {
            await look(containerId, current.Cause, cancel);
            End(containerId, current);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            current.Failures++;
            if (Backoff.IsTold(current.Failures)) Log.InspectionFailed(logger, host, containerId, current.Failures, failure.Message);
            _ = RepeatAsync(containerId, current, cancel); // beside the others: a container that fails must not hold one of their places
        }
    }

    private async Task RepeatAsync(string containerId, Look current, CancellationToken cancel)
    {
        lock (gate) current.HasBegun = false;
        await Task.Delay(Retry.After(current.Failures, Random.Shared.NextDouble()), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ready.Writer.TryWrite(containerId);
    }

    private void End(string containerId, Look current)
    {
        lock (gate)
        {
            looks.Remove(containerId);
            if (current.Next is { } next) Begin(containerId, next);
        }

        current.Done.TrySetResult();
    }

    private Look Begin(string containerId, Look next)
    {
        looks[containerId] = next;
        ready.Writer.TryWrite(containerId);
        return next;
    }

    private sealed class Look(ActivityContext cause)
    {
        public ActivityContext Cause => cause;
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool HasBegun { get; set; }
        public int Failures { get; set; }
        public Look? Next { get; set; }
    }
}
