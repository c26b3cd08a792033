using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;

namespace Pipeline.Store.Retention;

/// <summary>
/// Sweeps what is older than the retention, when the process starts and every ten minutes. Several processes may run one: each step is
/// done by whoever comes first.
/// </summary>
/// <param name="sweeps">What is swept.</param>
/// <param name="retention">How long every detail is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class RetentionLoop(IReadOnlyList<IHistorySweep> sweeps, TimeSpan retention, TimeProvider time, ILogger<RetentionLoop> log)
    : BackgroundService
{
    /// <summary>How long the summary of a life is kept, at the least.</summary>
    private static readonly TimeSpan LivesKept = TimeSpan.FromDays(365);

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Between two steps, so that writers are not held up again at once.</summary>
    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var due = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                foreach (var sweep in sweeps) await TrySweepAsync(sweep, stoppingToken);
            }
            while (await due.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next process continues.
        }
    }

    private async Task TrySweepAsync(IHistorySweep sweep, CancellationToken stop)
    {
        var (streams, events, keptSince) = (0L, 0L, time.GetUtcNow() - retention);
        var livesSince = time.GetUtcNow() - (retention > LivesKept ? retention : LivesKept);
        try
        {
            for (var isLast = false; !isLast;)
            {
                var step = await sweep.StepAsync(keptSince, livesSince, stop);
                (streams, events, isLast) = (streams + step.Streams, events + step.Events, step.IsLast);
                if (!isLast) await Task.Delay(StepPause, time, stop);
            }
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.NotSwept(FailureWords.Describe(failure));
        }

        if (events > 0) log.Swept(events, streams, keptSince);
    }
}
