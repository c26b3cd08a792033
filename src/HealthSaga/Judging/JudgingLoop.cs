using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Sharing;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Judges round after round, and drops the containers of silent hosts, while this process holds the term of the judge.</summary>
public sealed class JudgingLoop(
    Judge judge, SilentHosts silent, ShardBalancer balancer, HealthSettings settings, TimeProvider time, ILogger<JudgingLoop> log) :
    BackgroundService
{
    private static readonly TimeSpan HostsEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? hostsCheckedAt = null;
        using var pace = new PeriodicTimer(settings.JudgeEvery, time);
        while (await NextAsync(pace, stoppingToken))
        {
            try
            {
                if (!balancer.Judges)
                {
                    silent.ListenAnew();
                    continue;
                }

                await judge.RoundAsync(balancer.RequireJudgingTerm, stoppingToken);
                if (hostsCheckedAt is { } last && time.GetElapsedTime(last) < HostsEvery) continue;
                balancer.RequireJudgingTerm();
                await silent.DropAsync(stoppingToken);
                hostsCheckedAt = time.GetTimestamp();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.NotJudged(FailureWords.Describe(failure));
                silent.ListenAnew();
                await Task.Delay(PauseAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer pace, CancellationToken cancel)
    {
        try
        {
            return await pace.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
