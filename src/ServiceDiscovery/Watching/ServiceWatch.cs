using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Pipeline.ServiceDiscovery.Instances;

namespace Pipeline.ServiceDiscovery.Watching;

/// <summary>
/// Follows one service while somebody uses its name. Who asks gets what is known, at once; only the first question waits for an answer.
/// While no source answers, what was known last stays: an instance that does not answer is found out by calling it, and an empty list
/// would stop all callers at once.
/// </summary>
/// <param name="service">The service's name below the domain.</param>
/// <param name="sources">The sources, the preferred first.</param>
internal sealed class ServiceWatch(string service, IReadOnlyList<IInstanceSource> sources, TimeProvider time, ILogger log) :
    IAsyncDisposable
{
    /// <summary>How often a preferred source that failed is tried before the others.</summary>
    private static readonly TimeSpan PreferAgainAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private CancellationTokenSource changed = new();
    private Reading? known;
    private string? failure;
    private Task? following;

    /// <summary>What is known, and a token that tells when that changes.</summary>
    /// <exception cref="HttpRequestException">Nothing is known, because no source answered yet, or the service has no instance.</exception>
    public async ValueTask<(Reading Reading, IChangeToken Changes)> ReadAsync(CancellationToken cancel)
    {
        lock (gate) following ??= Task.Run(FollowAsync, CancellationToken.None);
        await first.Task.WaitAsync(cancel);
        lock (gate)
        {
            return known is { Instances.IsEmpty: false }
                ? (known, new CancellationChangeToken(changed.Token))
                : throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    known is null
                        ? $"service '{service}' cannot be found now: {failure}"
                        : $"service '{service}' has no instance that answers");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        if (following is { } task) await task;
        first.TrySetCanceled();
        end.Dispose();
    }

    private async Task FollowAsync()
    {
        var answers = new Dictionary<IInstanceSource, Reading>();
        var failedAt = new Dictionary<IInstanceSource, long>();
        while (!end.IsCancellationRequested)
        {
            try
            {
                var pause = await ReadFirstAsync(answers, failedAt);
                await Task.Delay(pause, time, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Asks the sources in their order until one answers.</summary>
    /// <returns>When to ask again.</returns>
    private async Task<TimeSpan> ReadFirstAsync(Dictionary<IInstanceSource, Reading> answers, Dictionary<IInstanceSource, long> failedAt)
    {
        foreach (var source in sources)
        {
            var isLast = source == sources[^1];
            if (!isLast && failedAt.TryGetValue(source, out var at) && time.GetElapsedTime(at) < PreferAgainAfter) continue;
            try
            {
                // An answer to wait behind must be its own, and be what is known.
                var own = known is not null && answers.GetValueOrDefault(source) is { } last && ReferenceEquals(last, known) ? last : null;
                var reading = await source.ReadAsync(service, own, end.Token);
                failedAt.Remove(source);
                answers[source] = Take(reading);
                return reading.GoodFor;
            }
            catch (Exception away) when (!end.IsCancellationRequested) // whatever it is, a time-out too: the watch goes on
            {
                if (failedAt.TryAdd(source, time.GetTimestamp())) log.SourceFailed(service, away.Message);
                else failedAt[source] = time.GetTimestamp();
                failure = away.Message;
            }
        }

        first.TrySetResult();
        return PauseAfterFailure;
    }

    private Reading Take(Reading reading)
    {
        CancellationTokenSource? told = null;
        lock (gate)
        {
            var isNews = known is null || !known.Instances.SequenceEqual(reading.Instances);
            known = reading;
            if (isNews) (told, changed) = (changed, new CancellationTokenSource());
        }

        told?.Cancel();
        first.TrySetResult();
        return reading;
    }
}
