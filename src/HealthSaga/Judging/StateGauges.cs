using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Sharing;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Counts the sagas by state for the metrics. Only the process that judges does it, so that each saga is counted once.</summary>
internal sealed class StateGauges(IFleetReader fleet, ShardBalancer balancer, TimeProvider time, ILogger<StateGauges> log) :
    BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PaceWhileIdle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (balancer.Judges) await RecordAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.NotCounted(FailureWords.Describe(failure));
            }

            await Task.Delay(balancer.Judges ? Pace : PaceWhileIdle, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RecordAsync(CancellationToken cancel)
    {
        var counted = await fleet.CountByStateAsync(cancel);

        // Reports 0 for states without containers, so that the gauge does not go stale.
        foreach (var state in Enum.GetValues<HealthState>()) HealthTelemetry.RecordSagas(state, counted.GetValueOrDefault(state));
    }
}
