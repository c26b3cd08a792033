using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.Core.Vocabulary;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Sagas;

/// <summary>Reads the sagas from the store; it does not require a running health saga.</summary>
public sealed class HealthReader(
    IRecordedSagas sagas, IHealthHistory history, FleetSnapshotReader fleet, ManualOrders orders, HealthSettings settings) : IHealthReader
{
    private const int FoundAtMost = 20;

    public async Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel)
    {
        var wanted = filter.State is HealthState.Stopped
            ? await sagas.EndedAsync(filter.Service, IHealthReader.EndedAtMost, cancel)
            : await sagas.LiveAsync(cancel);
        return [.. wanted
            .Where(health => filter.State is null || health.State == filter.State)
            .Where(health => !filter.Failed || IsFailing(health))
            .Where(health => filter.Service is null || health.Services.Contains(filter.Service))
            .OrderBy(health => health.Services.FirstOrDefault(), StringComparer.Ordinal)
            .ThenBy(health => health.Host, StringComparer.Ordinal)
            .ThenBy(health => health.Name, StringComparer.Ordinal)
            .Select(ViewOf)];
    }

    public async Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel) =>
        [.. from health in await sagas.LiveAsync(cancel)
            let saga = ViewOf(health)
            from watch in health.Watches
            where watch.Check is { Kind: CheckKind.Http or CheckKind.Tcp }
            orderby watch.Service, saga.Host, watch.At.Port, saga.ContainerId
            select new CheckView(saga, watch.Service, watch.At, watch.Check!)];

    public async Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel)
    {
        var reading = await fleet.ReadAsync(await sagas.LiveAsync(cancel), cancel);
        return [.. Governor.Freezes(reading.Fleet, settings.Governor).Select(freeze => freeze.What)];
    }

    public async Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel) =>
        [.. (await sagas.FindAsync(container, FoundAtMost, cancel))
            .OrderByDescending(health => health.IsLive).ThenByDescending(health => health.Since).Select(ViewOf)];

    public async Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel)
    {
        if (await sagas.LoadAsync(containerId, cancel) is not { WasWatched: true } health) return null;
        var timeline = new List<MomentView>();
        await foreach (var recorded in history.ReadAsync(new(Container: containerId), cancel))
            if (recorded.What is { } what)
                timeline.Add(new MomentView(
                    recorded.At, EventNames.KindOf(recorded.Happened), what, recorded.Trace,
                    recorded.Happened is StateChanged changed ? new(changed.From, changed.To) : null));
        return new SagaStory(
            ViewOf(health),
            [.. health.Watches.Select(watch => PortOf(watch, health))],
            [.. Enum.GetValues<HealthState>().Select(state => new StateView(
                state.ToString(),
                state == health.State,
                [.. HealthMachine.GetTransitions(state).Select(transition => $"{transition.By} → {transition.To}")]))],
            timeline);
    }

    public async Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel)
    {
        try
        {
            await orders.OrderAsync(containerId, order, cancel);
        }
        catch (ImpossibleOrderException refused)
        {
            var (state, verb) = (Glossary.HealthStates.Show(refused.Health.State), refused.Order.ToString().ToLowerInvariant());
            throw new InvalidOperationException($"{refused.Health.Name} cannot be {verb} now: it is {state} ({refused.Health.Cause})");
        }
    }

    private static bool IsFailing(ContainerHealth health) =>
        health.State is HealthState.Suspect or HealthState.Unproven or HealthState.Spared
            or HealthState.Condemned or HealthState.Draining or HealthState.Stuck
        || health is { State: HealthState.Stopping, IsStopOurs: true };

    private static SagaView ViewOf(ContainerHealth health) => new(
        health.ContainerId, health.Name, health.Host, [.. health.Services], Word.Format(health.State), health.Since, health.Cause,
        health.LastFailure is { } failure ? $"port {failure.Port}: {failure.Text}" : null, health.Task?.Arn)
    {
        IsChecked = health.IsChecked,
    };

    private static PortView PortOf(Watch watch, ContainerHealth health)
    {
        var pulse = health.Pulses.GetValueOrDefault(watch.Port);
        return new PortView(
            watch.Port, watch.Service, watch.At.ToString(), watch.Check?.Text, watch.Check?.Interval.ToString("c"),
            pulse?.Failures ?? 0, pulse?.Successes ?? 0, pulse?.Last.Text, watch.Flaw);
    }
}
