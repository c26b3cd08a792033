using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;
using Pipeline.History.Leading;
using Pipeline.History.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Adopting;

/// <summary>
/// Takes over records for a person. The command leads the zone for one pass, even where a projector leads it: that one's term ends, and it
/// leads again afterwards.
/// <code>
/// 1  reports   if the fence is not this database's, the registry may be old: a full report of each host is awaited
/// 2  plan      what would be taken over, and what becomes of it; nothing is written
/// 3  fence     replaced by one of this database; from then on no list of another writer takes effect
/// 4  ledger    the records of the plan are taken over as they are
/// 5  pass      the leader's full pass makes the zone as desired
/// </code>
/// </summary>
public sealed class ZoneAdoption(
    PlannedZone planned, IRegistryState registry, ILedgerStore ledger, ILeaderLeases leases, IdSource newId, ProjectorSettings settings,
    TimeProvider time)
{
    private const int Attempts = 5;

    /// <param name="request">What is to be taken over.</param>
    /// <param name="waits">Told which hosts' reports are awaited.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <exception cref="AdoptionRefusedException">The zone cannot be read, or nobody knows what runs.</exception>
    public async Task<TakeoverPlan> PlanAsync(
        AdoptionRequest request, Action<IReadOnlyList<string>> waits, CancellationToken cancel)
    {
        var takeover = CreateParts().Takeover;

        // Looked at first: whoever moves the fence while the reports are awaited does write the zone.
        var fence = await takeover.LookAtFenceAsync(cancel);
        if (fence.Blocks) await new FullReports(registry, time).AwaitAsync(waits, cancel);
        return await takeover.PlanAsync(request, fence, cancel);
    }

    /// <returns>What was taken over.</returns>
    /// <exception cref="AdoptionRefusedException">Nothing was taken over; the message says why.</exception>
    public async Task<Adoption> ApplyAsync(TakeoverPlan plan, CancellationToken cancel)
    {
        var parts = CreateParts();
        var election = new LeaderElection(
            leases, $"{settings.Holder} (adopt)", newId, new LeaderWatch(time), settings.Terms, time);
        await using var term = await election.SeizeAsync(planned.Id, cancel);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, term.Lost);
        try
        {
            await parts.Takeover.MoveFenceAsync(plan, term, ended.Token);
            var done = await RepeatAsync(() => parts.Takeover.TakeAsync(plan, term, ended.Token));
            await RepeatAsync(() => parts.Pass.RunAsync(ZoneScope.All, term, ended.Token));
            return done;
        }
        catch (Exception failure) when (failure is FenceMovedException or ZoneFencedException)
        {
            throw new AdoptionRefusedException($"zone {planned.Id}: {failure.Message}");
        }
    }

    /// <summary>
    /// Does a step again where the ledger changed meanwhile: a transaction that the former leader had begun before its term was taken from
    /// it may still be committed.
    /// </summary>
    private static async Task<T> RepeatAsync<T>(Func<Task<T>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Read and decided again.
            }
        }
    }

    private LeaderParts CreateParts() => planned switch
    {
        { Zone: { } zone } => new LeaderParts(zone, planned.Laid(settings), registry, ledger, newId, time),
        { IsLocal: true } => throw new AdoptionRefusedException(
            "the zone in the memory of `up` begins empty with each start, so there is nothing to take over"),
        _ => throw new AdoptionRefusedException($"zone {planned.Id} cannot be reached: {planned.Unreached}"),
    };
}

/// <summary>Nothing is taken over; the message says why.</summary>
public sealed class AdoptionRefusedException(string message) : Exception(message);
