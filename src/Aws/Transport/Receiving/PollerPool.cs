using Pipeline.Aws.Answers;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Retrying;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Polls a queue. One poller runs all the time, also during outages; each full response starts another, which ends when its responses
/// become small. Pollers do not wait for each other, so that an idle long poll delays none of the others.
/// </summary>
/// <param name="capacity">The slots that messages occupy.</param>
/// <param name="receive">Requests up to the given number of messages and returns how many came; each occupies a slot.</param>
/// <param name="health">Gets outages and their end reported.</param>
internal sealed class PollerPool(
    PrefetchCapacity capacity, Func<int, Task<int>> receive, EndpointHealth health, TimeProvider time, CancellationToken stopping)
{
    /// <summary>40 messages per round trip. More pollers take each other's messages more often than they add any.</summary>
    private const int MaxPollers = 4;

    /// <summary>Below this, one poller less would bring the same messages with fewer requests.</summary>
    private const int MinUsefulResponse = MessageLimits.MaxBatchEntries / 2;

    private readonly Lock gate = new();
    private readonly List<Task> extraPollers = [];

    /// <summary>Polls until it is stopped.</summary>
    /// <exception cref="Exception">The queue cannot be polled, for a permanent reason.</exception>
    public async Task RunAsync()
    {
        try
        {
            for (var backoff = new Backoff(time); !stopping.IsCancellationRequested;)
            {
                try
                {
                    if (await PollAsync().ConfigureAwait(false) == MessageLimits.MaxBatchEntries) AddPoller();
                    await health.ReportReadyAsync().ConfigureAwait(false);
                    backoff.Reset();
                }
                catch (Exception failure) when (!stopping.IsCancellationRequested && TransientErrors.IsTransient(failure))
                {
                    await health.ReportFaultedAsync(failure).ConfigureAwait(false);
                    await backoff.WaitAsync(stopping, failure).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await WaitForExtraPollersAsync().ConfigureAwait(false);
        }
    }

    /// <returns>How many messages came.</returns>
    private async Task<int> PollAsync()
    {
        var slots = await capacity.AcquireAsync(MessageLimits.MaxBatchEntries, stopping).ConfigureAwait(false);
        var received = 0;
        try
        {
            return received = await receive(slots).ConfigureAwait(false);
        }
        finally
        {
            capacity.Release(slots - received);
        }
    }

    private void AddPoller()
    {
        lock (gate)
        {
            extraPollers.RemoveAll(poller => poller.IsCompleted);
            if (extraPollers.Count + 1 < MaxPollers && !stopping.IsCancellationRequested)
                extraPollers.Add(Task.Run(PollWhileUsefulAsync, CancellationToken.None));
        }
    }

    private async Task PollWhileUsefulAsync()
    {
        try
        {
            for (var received = MessageLimits.MaxBatchEntries; received >= MinUsefulResponse && !stopping.IsCancellationRequested;)
                if ((received = await PollAsync().ConfigureAwait(false)) == MessageLimits.MaxBatchEntries) AddPoller();
        }
        catch (Exception)
        {
            // The permanent poller meets the same failure and reports it.
        }
    }

    private async Task WaitForExtraPollersAsync()
    {
        while (RunningPollers() is { Length: > 0 } running) await Task.WhenAll(running).ConfigureAwait(false);
    }

    private Task[] RunningPollers()
    {
        lock (gate) return [.. extraPollers.Where(poller => !poller.IsCompleted)];
    }
}
