using Microsoft.Extensions.Hosting;
using Pipeline.HealthSaga.Statements;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Judges, round after round, while that is this process's duty, and gives up what hosts said that fell silent.</summary>
public sealed class Court(Judge judge, SilentHosts silent, Duties duties, HealthSettings settings, TimeProvider time, ILogger<Court> log) : BackgroundService
{
    private static readonly TimeSpan HostsEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextHosts = time.GetUtcNow();
        using var pace = new PeriodicTimer(settings.JudgeEvery, time);
        while (await NextAsync(pace, stoppingToken))
        {
            try
            {
                if (!duties.Judges)
                {
                    silent.ListenAnew();
                    continue;
                }

                await judge.RoundAsync(stoppingToken);
                if (time.GetUtcNow() < nextHosts) continue;
                await silent.GiveUpAsync(stoppingToken);
                nextHosts = time.GetUtcNow() + HostsEvery;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.NotJudged(failure.Message);
                silent.ListenAnew();
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
