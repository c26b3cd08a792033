using MassTransit;
using Microsoft.Extensions.Hosting;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Probing;

/// <summary>
/// Looks at the ports of this process's shards, each at its interval, by one queue in the order of what is due. What is worth it is told to the
/// container's saga.
/// </summary>
public sealed class Prober(HealthStore store, HealthSettings settings, Duties duties, IBus bus, TimeProvider time, ILogger<Prober> log) : BackgroundService
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(5);

    private readonly TargetTable table = new(store, time);
    private readonly Looks looks = new(time);
    private readonly SemaphoreSlim places = new(settings.ProbesAtOnce);
    private readonly Lock gate = new();
    private readonly PriorityQueue<Target, DateTimeOffset> queue = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RefreshAsync(stoppingToken), LookAsync(stoppingToken));

    public override void Dispose()
    {
        looks.Dispose();
        places.Dispose();
        base.Dispose();
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                foreach (var target in await table.RefreshAsync(duties.Shards, cancel)) Enqueue(target);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                log.TargetsUnread(failure.Message);
            }

            await Task.Delay(RefreshEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            while (TryTake() is { } target)
            {
                await places.WaitAsync(cancel);
                _ = LookAsync(target);
            }

            await Task.Delay(UntilNext(), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Target? TryTake()
    {
        lock (gate)
        {
            while (queue.TryPeek(out var target, out var due) && (target.IsOver || due <= time.GetUtcNow()))
            {
                queue.Dequeue();
                if (!target.IsOver) return target;
            }

            return null;
        }
    }

    private TimeSpan UntilNext()
    {
        lock (gate)
        {
            var wait = queue.TryPeek(out _, out var due) ? due - time.GetUtcNow() : LongestNap;
            return wait < ShortestNap ? ShortestNap : wait > LongestNap ? LongestNap : wait;
        }
    }

    private void Enqueue(Target target)
    {
        lock (gate) queue.Enqueue(target, target.Due);
    }

    private async Task LookAsync(Target target)
    {
        try
        {
            var at = time.GetUtcNow();
            var started = time.GetTimestamp();
            var (passed, text) = await looks.LookAsync(target.Watch);
            HealthTelemetry.Probed(target.Watch.Check!.Kind, passed, at - target.Due);
            await TellAsync(target, new ProbeResult(target.Watch.Port, passed, text, at, time.GetElapsedTime(started), settings.Prober));
        }
        catch (Exception failure)
        {
            log.NotTold(failure.Message);
        }
        finally
        {
            places.Release();
            target.Due = Next(target);
            if (!target.IsOver) Enqueue(target);
        }
    }

    private async Task TellAsync(Target target, ProbeResult result)
    {
        if (target.IsOver || !Telling.IsNews(target.Health, result, target.Told, settings.Policy)) return;
        await bus.Publish(new ContainerSignalled(target.Health.ContainerId, new HealthSignal.Probed(target.Health.Run, result)));
        target.Told = result;
        HealthTelemetry.Tell();
    }

    /// <summary>A tenth early at most, so that ports drift apart and so many failures never take longer than so many intervals.</summary>
    private DateTimeOffset Next(Target target)
    {
        var next = target.Due + (target.Watch.Check!.Interval * (1 - (0.1 * Random.Shared.NextDouble())));
        return next > time.GetUtcNow() ? next : time.GetUtcNow();
    }
}
