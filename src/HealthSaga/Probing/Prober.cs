using MassTransit;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Sharing;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Probing;

/// <summary>
/// Checks the ports of this process's shards, each at its interval, from one queue that is ordered by due time. A result that matters is
/// sent to the container's saga.
/// </summary>
public sealed class Prober(
    IProbedSagas sagas, IPortProbe probe, HealthSettings settings, ShardBalancer balancer, IBus bus, Random random, TimeProvider time,
    ILogger<Prober> log) :
    BackgroundService
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly TargetTable table = new(sagas, random, time);
    private readonly SemaphoreSlim places = new(settings.ProbesAtOnce);
    private readonly Lock gate = new();
    private readonly PriorityQueue<Target, DateTimeOffset> queue = new();
    private TaskCompletionSource sooner = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RefreshAsync(stoppingToken), ProbeDueAsync(stoppingToken));

    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                foreach (var target in await table.RefreshAsync(balancer.Shards, cancel)) Enqueue(target);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                log.TargetsNotRead(FailureWords.Describe(failure));
            }

            await Task.Delay(RefreshEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProbeDueAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            while (TryDequeueDue() is { } target)
            {
                await places.WaitAsync(cancel);
                _ = ProbeAsync(target);
            }

            await WaitForNext(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Target? TryDequeueDue()
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

    /// <summary>Waits until the next target is due, or another one is due sooner; not for long, because clocks are set.</summary>
    private Task WaitForNext(CancellationToken cancel)
    {
        lock (gate)
        {
            var wait = queue.TryPeek(out _, out var due) ? due - time.GetUtcNow() : LongestWait;
            sooner = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return sooner.Task.WaitAsync(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait, time, cancel);
        }
    }

    private void Enqueue(Target target)
    {
        lock (gate)
        {
            queue.Enqueue(target, target.Due);
            if (queue.Peek() == target) sooner.TrySetResult();
        }
    }

    private async Task ProbeAsync(Target target)
    {
        try
        {
            var at = time.GetUtcNow();
            var started = time.GetTimestamp();
            var (passed, text) = await probe.CheckAsync(target.Watch);
            HealthTelemetry.CountProbe(target.Watch.Check!.Kind, passed, at - target.Due);
            await SendAsync(target, new ProbeResult(target.Watch.Port, passed, text, at, time.GetElapsedTime(started), settings.Prober));
        }
        catch (Exception failure)
        {
            log.ResultNotSent(FailureWords.Describe(failure));
        }
        finally
        {
            places.Release();
            target.Due = NextCheck(target);
            if (!target.IsOver) Enqueue(target);
        }
    }

    private async Task SendAsync(Target target, ProbeResult result)
    {
        if (target.IsOver || !IsHeld(target) || !ProbeReporting.MustReport(target.Health, result, target.Sent, settings.Policy)) return;
        await bus.Publish(new ContainerSignalled(target.Health.ContainerId, new HealthSignal.Probed(target.Health.Run, result)));
        target.Sent = result;
        HealthTelemetry.CountResult();
    }

    /// <summary>
    /// Whether this process still has the container's shard. After a freeze it does not, and the checks that were under way have timed out.
    /// </summary>
    private bool IsHeld(Target target) => balancer.Shards.Contains(SagaId.ShardOf(SagaId.Of(target.Health.ContainerId)));

    /// <summary>Up to a tenth of the interval early: checks drift apart, and N failures never take longer than N intervals.</summary>
    private DateTimeOffset NextCheck(Target target)
    {
        var next = target.Due + (target.Watch.Check!.Interval * (1 - (0.1 * random.NextDouble())));
        return next > time.GetUtcNow() ? next : time.GetUtcNow();
    }
}
