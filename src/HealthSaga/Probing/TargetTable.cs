using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Probing;

/// <summary>
/// The ports that this process checks: those of its shards. Read whole when the shards change; after that, only what was saved since.
/// </summary>
internal sealed class TargetTable(IProbedSagas sagas, Random random, TimeProvider time)
{
    /// <summary>A container that starts is checked the first time within this.</summary>
    private static readonly TimeSpan FirstCheckWithin = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, Target[]> targets = [];
    private HashSet<int> shards = [];
    private DateTimeOffset? readUntil;

    /// <summary>Brings the table up to date.</summary>
    /// <returns>The targets that are new in it.</returns>
    public async Task<IReadOnlyList<Target>> RefreshAsync(IReadOnlyCollection<int> held, CancellationToken cancel)
    {
        if (!shards.SetEquals(held)) ChangeShards(held);
        if (shards.Count == 0) return [];

        var read = readUntil is { } since ? await sagas.ChangedAsync(shards, since, cancel) : await sagas.LiveAsync(shards, cancel);
        readUntil = read.ReadUntil;
        return [.. read.Sagas.SelectMany(Update)];
    }

    /// <summary>Drops the targets of shards that other processes check now; the next read is a whole one.</summary>
    private void ChangeShards(IReadOnlyCollection<int> held)
    {
        (shards, readUntil) = ([.. held], null);
        foreach (var (saga, ports) in targets.Where(entry => !shards.Contains(SagaId.ShardOf(entry.Key))).ToArray())
        {
            foreach (var port in ports) port.IsOver = true;
            targets.Remove(saga);
        }
    }

    private Target[] Update(ContainerHealthSaga saga)
    {
        var known = targets.GetValueOrDefault(saga.CorrelationId) ?? [];
        var health = saga.Health!;
        var wanted = health.Watches
            .Where(watch => health.IsProbed && watch.IsProbed)
            .DistinctBy(watch => watch.Port) // a port with two names is checked once
            .ToArray();
        if (known.Length > 0 && known[0].Health.Run == health.Run && wanted.SequenceEqual(known.Select(target => target.Watch)))
        {
            foreach (var target in known) target.Health = health;
            return [];
        }

        foreach (var old in known) old.IsOver = true;
        Target[] fresh =
        [
            .. wanted.Select(watch => new Target(watch)
            {
                Health = health,
                Due = FirstCheck(watch, health),
                Sent = health.Pulses.GetValueOrDefault(watch.Port)?.Last,
            }),
        ];
        if (fresh.Length > 0) targets[saga.CorrelationId] = fresh;
        else targets.Remove(saga.CorrelationId);
        return fresh;
    }

    /// <summary>Spread at random, so that ports that were taken over together are not checked together.</summary>
    private DateTimeOffset FirstCheck(Watch watch, ContainerHealth health)
    {
        var within = watch.Check!.Interval;
        if (health.State is HealthState.Starting && FirstCheckWithin < within) within = FirstCheckWithin;
        return time.GetUtcNow() + (random.NextDouble() * within);
    }
}
