using System.Text.Json;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;
using Pipeline.History.Events;

namespace Pipeline.History.Sagas;

/// <summary>Reads the sagas, whether a health saga runs or not, and keeps what is ordered by hand; whoever judges acts on it.</summary>
public sealed class HealthReader(HealthStore store, HealthSettings settings, TimeProvider time) : IHealthReader
{
    private const int Attempts = 5;
    private const int FoundAtMost = 20;

    private readonly LiveSagas live = new(store);

    /// <summary>Reads a database where no health saga runs in this process.</summary>
    public static HealthReader Open(HealthSettings settings, TimeProvider time) => new(new HealthStore(settings.Database), settings, time);

    public async Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel)
    {
        var wanted = filter.State is HealthState.Stopped ? await EndedAsync(filter.Service, cancel) : await live.ReadAsync(cancel);
        return [.. wanted
            .Where(health => filter.State is null || health.State == filter.State)
            .Where(health => !filter.Failed || IsFailing(health))
            .Where(health => filter.Service is null || health.Services.Contains(filter.Service))
            .OrderBy(health => health.Services.FirstOrDefault(), StringComparer.Ordinal).ThenBy(health => health.Host, StringComparer.Ordinal).ThenBy(health => health.Name, StringComparer.Ordinal)
            .Select(ViewOf)];
    }

    public async Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel)
    {
        var pictures = new Pictures(store, time);
        var picture = await pictures.ReadAsync(await pictures.ProbersAsync(cancel), cancel);
        return [.. Governor.Freezes(picture, settings.Governor).Select(freeze => freeze.What)];
    }

    public async Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        var found = await session.LoadManyAsync<ContainerHealthSaga>(cancel, await CalledAsync(container, cancel));
        return [.. found.OrderByDescending(saga => saga.IsLive).ThenByDescending(saga => saga.Health!.Since).Select(saga => ViewOf(saga.Health!))];
    }

    public async Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        if (await session.LoadAsync<ContainerHealthSaga>(SagaId.Of(containerId), cancel) is not { Health: { WasWatched: true } health }) return null;
        var events = await new HealthEvents(store).ReadAsync(new(Container: containerId), cancel).ToListAsync(cancel);
        return new SagaStory(
            ViewOf(health),
            [.. health.Watches.Select(watch => PortOf(watch, health))],
            [.. Enum.GetValues<HealthState>().Select(state => new StateView(
                state.ToString(), state == health.State, [.. HealthMachine.Ways(state).Select(way => $"{way.By} → {way.To}")]))],
            [.. from recorded in events
                let what = recorded.What
                where what is not null
                select new MomentView(recorded.At, EventNames.KindOf(recorded.Happened), what, recorded.Trace)]);
    }

    public async Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var session = store.OpenSession();
            var saga = await session.LoadAsync<ContainerHealthSaga>(SagaId.Of(containerId), cancel) ?? throw new InvalidOperationException($"{containerId} has no saga");
            if (!HealthMachine.Leads(saga.Health!.State, order))
                throw new InvalidOperationException($"{saga.Health.Name} cannot be {order.ToString().ToLowerInvariant()} now: it is {saga.Health.State} ({saga.Health.Cause})");
            saga.Take(containerId, new HealthSignal.ByHand(order), settings.Policy, time.GetUtcNow());
            session.Keep(saga);
            try
            {
                await session.SaveChangesAsync(cancel);
                return;
            }
            catch (Exception failure) when (HealthSaga.Store.StoreFailures.IsConflict(failure) && attempt < Attempts)
            {
                // The saga moved on meanwhile; what the order means now is looked at again.
            }
        }
    }

    private async Task<IReadOnlyList<ContainerHealth>> EndedAsync(string? service, CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        var ended = session.Query<ContainerHealthSaga>().Where(saga => !saga.IsLive && saga.Health!.Name != "");
        if (service is not null)
        {
            var served = JsonSerializer.Serialize(new[] { service });
            ended = ended.Where(saga => saga.MatchesSql("d.data -> 'Health' -> 'Services' @> ?::jsonb", served));
        }

        var newest = await ended.OrderBySql("mt_last_modified desc").Take(IHealthReader.EndedAtMost).ToListAsync(cancel);
        return [.. newest.Select(saga => saga.Health!)];
    }

    private async Task<IReadOnlyList<Guid>> CalledAsync(string container, CancellationToken cancel)
    {
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(HealthIndexes.Called, connection) { Parameters = { new() { Value = container }, new() { Value = FoundAtMost } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<Guid>();
        while (await reader.ReadAsync(cancel)) found.Add(SagaId.Of(reader.GetString(0)));
        return found;
    }

    private static bool IsFailing(ContainerHealth health) => health.State is HealthState.Suspect or HealthState.Unproven or HealthState.Spared
        or HealthState.Condemned or HealthState.Draining or HealthState.Stuck || health is { State: HealthState.Stopping, IsStopOurs: true };

    private static SagaView ViewOf(ContainerHealth health) => new(
        health.ContainerId, health.Name, health.Host, [.. health.Services], StoredWords.TextOf(health.State), health.Since, health.Cause,
        health.LastFailure is { } failure ? $"port {failure.Port}: {failure.Text}" : null, health.Task?.Arn);

    private static PortView PortOf(Watch watch, ContainerHealth health)
    {
        var pulse = health.Pulses.GetValueOrDefault(watch.Port);
        return new PortView(
            watch.Port, watch.Service, watch.At.ToString(), watch.Check?.Text, watch.Check?.Interval.ToString("c"), pulse?.Failures ?? 0, pulse?.Successes ?? 0, pulse?.Last.Text, watch.Flaw);
    }
}
