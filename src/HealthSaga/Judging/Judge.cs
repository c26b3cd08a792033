using MassTransit;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Judging;

/// <summary>
/// Handles due sagas. A step that a saga may take by itself is signalled to it. What needs the governor's permission is ruled on for all
/// sagas at once, and the rulings are saved at once, so that the next round counts them.
/// </summary>
public sealed class Judge(
    IFleetReader fleet, ISagaStore store, FleetSnapshotReader snapshots, HealthSettings settings, IBus bus, TimeProvider time,
    ILogger<Judge> log)
{
    private const int DueAtOnce = 1_000;

    /// <summary>How long a signalled saga has to take its step before it is signalled again.</summary>
    private static readonly TimeSpan SignalAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (DateTimeOffset Due, DateTimeOffset At)> signalled = [];
    private IReadOnlyList<Freeze> freezes = [];

    /// <summary>One round; by one process at a time.</summary>
    /// <param name="term">The term in which this process judges, asked before each write; throws once it is over.</param>
    /// <param name="cancel">Cancels between two writes.</param>
    public async Task RoundAsync(Func<TermClaim> term, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await fleet.DueAsync(now, DueAtOnce, cancel);
        await RuleAsync([.. due.Where(saga => saga.Health!.NeedsGovernor(settings.Policy))], term, cancel);
        foreach (var saga in due.Where(saga => saga.IsStepDue(settings.Policy, now)))
        {
            term();
            await SignalAsync(saga, now, cancel);
        }
    }

    private async Task RuleAsync(IReadOnlyList<ContainerHealthSaga> due, Func<TermClaim> term, CancellationToken cancel)
    {
        if (due.Count == 0 && freezes.Count == 0) return;
        using var activity = due.Count == 0 ? null : HealthTelemetry.Source.StartActivity("ruling");
        var reading = await snapshots.ReadAsync(cancel);
        LogFreezes(Governor.Freezes(reading.Fleet, settings.Governor));
        if (due.Count == 0) return;

        var proofs = due
            .SelectMany(saga => GovernorInput.GetFailingPorts(saga.Health!, settings.Policy))
            .Select(watch => watch.Proof!)
            .Distinct();
        var proven = await fleet.ProvenAsync([.. proofs], cancel);
        var sagas = due.ToDictionary(saga => saga.Health!.ContainerId);
        var rulings = Governor.Decide(reading.Fleet, [.. due.Select(CandidateOf)], settings.Governor);
        foreach (var (candidate, ruling) in rulings)
        {
            var saga = sagas[candidate.ContainerId];
            saga.Take(candidate.ContainerId, new HealthSignal.Ruled(saga.Health!.Run, ruling), settings.Policy, time.GetUtcNow());
            HealthTelemetry.CountRuling(ruling.Kind);
        }

        foreach (var saga in await SaveAsync(due, term, cancel))
        {
            LogStateChanges(saga);
            if (saga.IsStepDue(settings.Policy, time.GetUtcNow())) await SignalAsync(saga, time.GetUtcNow(), cancel);
        }

        Candidate CandidateOf(ContainerHealthSaga saga) =>
            GovernorInput.CreateCandidate(saga.Health!, reading.ProberOf(saga.Shard), proven, settings.Policy);
    }

    /// <summary>
    /// Saves all rulings in one transaction. If that conflicts, halves them until the saga that changed meanwhile stands alone; its ruling
    /// is void.
    /// </summary>
    /// <returns>The sagas that were saved.</returns>
    private async Task<IReadOnlyList<ContainerHealthSaga>> SaveAsync(
        IReadOnlyList<ContainerHealthSaga> ruled, Func<TermClaim> term, CancellationToken cancel)
    {
        try
        {
            await store.SaveAsync(ruled, term(), cancel);
            return ruled;
        }
        catch (StoreConflictException) when (ruled.Count == 1)
        {
            HealthTelemetry.CountConflict();
            return [];
        }
        catch (StoreConflictException)
        {
            var saved = new List<ContainerHealthSaga>();
            foreach (var half in ruled.Chunk((ruled.Count + 1) / 2)) saved.AddRange(await SaveAsync(half, term, cancel));
            return saved;
        }
    }

    private async Task SignalAsync(ContainerHealthSaga saga, DateTimeOffset now, CancellationToken cancel)
    {
        var due = saga.Due!.Value;
        if (signalled.TryGetValue(saga.CorrelationId, out var before) && before.Due == due && now - before.At < SignalAgainAfter) return;
        if (signalled.Count > DueAtOnce) signalled.Clear();
        signalled[saga.CorrelationId] = (due, now);
        await bus.Publish(new ContainerSignalled(saga.Health!.ContainerId, new HealthSignal.TimeCame()), cancel);
    }

    private void LogStateChanges(ContainerHealthSaga saga)
    {
        HealthTelemetry.CountTransitions(saga.News);
        var health = saga.Health!;
        foreach (var change in saga.News.OfType<StateChanged>())
        {
            if (change.To is HealthState.Condemned) log.Ejecting(health.Name, health.ContainerId, health.Host, health.Cause);
            if (change.To is HealthState.Spared) log.EjectionBlocked(health.Name, health.ContainerId, health.Host, health.Cause);
            if (change.To is HealthState.Unproven) log.NeverPassed(health.Name, health.ContainerId, health.Host, health.Cause);
        }
    }

    private void LogFreezes(IReadOnlyList<Freeze> now)
    {
        foreach (var freeze in now.Except(freezes)) log.FreezeBegan(freeze.What);
        foreach (var freeze in freezes.Except(now)) log.FreezeEnded(freeze.What);
        HealthTelemetry.AddFreezes(now.Count - freezes.Count);
        freezes = now;
    }
}
