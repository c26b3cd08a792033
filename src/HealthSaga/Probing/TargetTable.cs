using Marten;
using Marten.Linq.LastModified;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Probing;

/// <summary>The ports that this process looks at: those of its shards, read whole when the shards change, and then what changed since.</summary>
internal sealed class TargetTable(HealthStore store, TimeProvider time)
{
    /// <summary>A transaction may be seen so much later than it began.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstLooksWithin = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, Target[]> targets = [];
    private HashSet<int> shards = [];
    private DateTimeOffset readUntil;

    /// <summary>Brings the table up to date.</summary>
    /// <returns>The targets that are new in it.</returns>
    public async Task<IReadOnlyList<Target>> RefreshAsync(IReadOnlyCollection<int> held, CancellationToken cancel)
    {
        var mine = held.ToHashSet();
        if (!shards.SetEquals(mine)) Forget(mine);
        if (mine.Count == 0) return [];

        var since = readUntil;
        await using var session = store.OpenQuery();
        var now = await session.AdvancedSql.QueryAsync<DateTimeOffset>("select now()", cancel);
        var numbers = mine.ToArray();
        var changed = await session.Query<ContainerHealthSaga>()
            .Where(saga => saga.Shard.IsOneOf(numbers) && (since != default || saga.IsLive) && saga.ModifiedSince(since))
            .ToListAsync(cancel);
        readUntil = now[0] - Overlap;
        return [.. changed.SelectMany(Take)];
    }

    /// <summary>What is no longer this process's is over; all else is read anew.</summary>
    private void Forget(HashSet<int> mine)
    {
        foreach (var (saga, ports) in targets.Where(entry => !mine.Contains(SagaId.ShardOf(entry.Key))).ToArray())
        {
            foreach (var port in ports) port.IsOver = true;
            targets.Remove(saga);
        }

        (shards, readUntil) = (mine, default);
    }

    private Target[] Take(ContainerHealthSaga saga)
    {
        var known = targets.GetValueOrDefault(saga.CorrelationId) ?? [];
        var health = saga.Health!;
        var wanted = health.IsProbed ? health.Watches.Where(watch => watch.Check is { Kind: CheckKind.Http or CheckKind.Tcp }).ToArray() : [];
        if (known.Length > 0 && known[0].Health.Run == health.Run && wanted.SequenceEqual(known.Select(target => target.Watch)))
        {
            foreach (var target in known) target.Health = health;
            return [];
        }

        foreach (var old in known) old.IsOver = true;
        Target[] fresh = [.. wanted.Select(watch => new Target(watch) { Health = health, Due = FirstLook(watch, health), Told = health.Pulses.GetValueOrDefault(watch.Port)?.Last })];
        if (fresh.Length > 0) targets[saga.CorrelationId] = fresh;
        else targets.Remove(saga.CorrelationId);
        return fresh;
    }

    /// <summary>Spread, so that what is taken over at once is not looked at at once; a container that starts is looked at soon.</summary>
    private DateTimeOffset FirstLook(Watch watch, ContainerHealth health) =>
        time.GetUtcNow() + (Random.Shared.NextDouble() * (health.State is HealthState.Starting && FirstLooksWithin < watch.Check!.Interval ? FirstLooksWithin : watch.Check!.Interval));
}
