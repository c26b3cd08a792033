using Pipeline.Core.Status;
using Pipeline.History.Events;
using Pipeline.History.Planning;
using Pipeline.History.Sagas;
using Pipeline.Projector.Election;
using Pipeline.Projector.Settings;

namespace Pipeline.History.Status;

/// <summary>What a status is read from. Each source is asked by itself.</summary>
public sealed record StatusSources
{
    /// <summary>Why the database does not answer, as text for people; null if it does.</summary>
    public required Func<CancellationToken, Task<string?>> FindDatabaseFailure { get; init; }

    public required StatusStore Store { get; init; }

    public required IRegistryHistory History { get; init; }

    public required IRecordedSagas Sagas { get; init; }

    public required IHealthReader Health { get; init; }

    public required ZoneComparison Comparison { get; init; }

    /// <summary>Opens the zone of an identity. One that this process does not read, or cannot reach, is one that is away.</summary>
    public required Func<string, CancellationToken, Task<PlannedZone>> OpenZone { get; init; }

    /// <summary>The zone's identity, where the settings say it; null to take the domain's zone from the ledger.</summary>
    public string? ZoneId { get; init; }

    /// <summary>The zone to name while neither the settings nor the ledger know one.</summary>
    public required string UnwrittenZone { get; init; }

    /// <summary>Whether this process holds the zone in memory, so that reading it costs nothing.</summary>
    public bool IsZoneHere { get; init; }

    /// <summary>Null if this process can read no queue.</summary>
    public IQueueReader? Queues { get; init; }

    public required ProjectorSettings Settings { get; init; }

    internal async Task<RegistryFacts?> ReadRegistryAsync(TimeProvider time, CancellationToken cancel)
    {
        var containers = await Store.Documents.ReadPresentContainersAsync(cancel);
        return new RegistryFacts(
            await Store.Documents.ReadHostsAsync(cancel), await Store.Documents.ReadLeasesAsync(cancel), containers)
        {
            Emptied =
            [
                .. from one in await History.EmptiedServicesAsync(time.GetUtcNow() - ServiceList.Remembered, cancel)
                   select new EmptiedName(one.Service, one.Container.Name, one.Reason, one.ExitCode, one.At),
            ],
        };
    }

    internal async Task<HealthFacts?> ReadHealthAsync(CancellationToken cancel) =>
        new HealthFacts(await Sagas.LiveAsync(cancel), await Health.FreezesAsync(cancel));

    /// <summary>Who leads; also while the zone itself cannot be asked.</summary>
    internal async Task<Leading?> ReadLeaderAsync(CancellationToken cancel)
    {
        var zone = await FindZoneIdAsync(cancel);
        var state = await Store.Leases.ReadAsync(zone, cancel);
        return new Leading(Describe(zone, state), state?.ReadAt);
    }

    internal async Task<ZoneFacts?> ReadZoneAsync(CancellationToken cancel) =>
        await Comparison.ReadAsync(await OpenZone(await FindZoneIdAsync(cancel), cancel), cancel);

    private async Task<string> FindZoneIdAsync(CancellationToken cancel) =>
        ZoneId ?? await Store.LedgerReader.FindZoneAsync(Settings.Domain, cancel) ?? UnwrittenZone;

    private LeaderFacts Describe(string zone, LeaderState? state)
    {
        var isHeld = state is { IsHeld: true };
        return new LeaderFacts(
            zone, state?.Holder, isHeld, (isHeld ? state?.Since : state?.Expires) ?? default, state?.Term ?? 0,
            state?.LastPass?.Age is { } age ? state.ReadAt - age : null, state?.LastPass?.Failure, Settings.FullPassEvery)
        {
            IsLocal = PlannedZone.IsLocalId(zone),
        };
    }
}

/// <summary>Who leads.</summary>
/// <param name="Leader">The leader.</param>
/// <param name="Now">When it was read, by the database's clock; null if nobody ever led.</param>
internal sealed record Leading(LeaderFacts Leader, DateTimeOffset? Now);
