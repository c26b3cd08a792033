using MassTransit;
using Pipeline.Core.Health;
using Pipeline.Core.Pacing;
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
    ILogger<Judge> log, SteadyTime? steady = null)
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
        await RuleAsync(due, await RoundSagas.ReadAsync(fleet, due, settings.Policy, cancel), term, cancel);
        foreach (var saga in due.Where(saga => saga.IsStepDue(settings.Policy, now)))
        {
            term();
            await SignalAsync(saga, now, cancel);
        }
    }

    private async Task RuleAsync(
        IReadOnlyList<ContainerHealthSaga> due, RoundSagas sagas, Func<TermClaim> term, CancellationToken cancel)
    {
        var asking = due.Where(saga => saga.Health!.NeedsGovernor(settings.Policy) && HasSurelyWaited(saga)).ToList();
        var rulings = FindReturns(due, sagas);
        if (asking.Count > 0 || freezes.Count > 0) rulings.AddRange(await AskGovernorAsync(asking, sagas, cancel));
        if (rulings.Count == 0) return;

        foreach (var (container, ruling) in rulings)
        {
            sagas[container].Take(
                container, new HealthSignal.Ruled(sagas[container].Health!.Run, ruling), settings.Policy, time.GetUtcNow());
            HealthTelemetry.CountRuling(ruling.Kind);
        }

        var ruled = rulings.Select(ruling => sagas[ruling.ContainerId]).Distinct().ToList();
        foreach (var saga in await SaveAsync(ruled, term, cancel))
        {
            LogStateChanges(saga);
            if (saga.IsStepDue(settings.Policy, time.GetUtcNow())) await SignalAsync(saga, time.GetUtcNow(), cancel);
        }
    }

    /// <summary>A TTL has not run out because the clock leapt ahead: then one that is to be stopped waits anew.</summary>
    private bool HasSurelyWaited(ContainerHealthSaga saga) =>
        saga.Health!.State is not HealthState.Draining || steady is null || steady.SteadyFor >= settings.Policy.Ttl;

    /// <summary>Those that left DNS with their tasks and return, because their tasks stay.</summary>
    private List<(string ContainerId, GovernorDecision Ruling)> FindReturns(IReadOnlyList<ContainerHealthSaga> due, RoundSagas sagas) =>
    [
        .. from saga in due
           let ruling = TaskRemoval.FindReturn(saga.Health!, sagas.TaskOf(saga), time.GetUtcNow())
           where ruling is not null
           select (saga.Health!.ContainerId, ruling),
    ];

    private async Task<IReadOnlyList<(string ContainerId, GovernorDecision Ruling)>> AskGovernorAsync(
        List<ContainerHealthSaga> asking, RoundSagas sagas, CancellationToken cancel)
    {
        using var activity = asking.Count == 0 ? null : HealthTelemetry.Source.StartActivity("ruling");
        var reading = await snapshots.ReadAsync(cancel);
        LogFreezes(Governor.Freezes(reading.Fleet, settings.Governor));
        if (asking.Count == 0) return [];

        var proofs = asking
            .SelectMany(saga => GovernorInput.GetFailingPorts(saga.Health!, settings.Policy))
            .Select(watch => watch.Proof!)
            .Distinct();
        var proven = await fleet.ProvenAsync([.. proofs], cancel);
        var unserved = await FindUnservedAsync(asking, sagas, cancel);
        var counted = GovernorInput.Correct(
            reading.Fleet,
            unserved,
            (await fleet.OfContainersAsync([.. unserved.Select(claims => claims.ContainerId)], cancel)).Select(saga => saga.Health!));
        return Governor.Decide(counted, [.. asking.Select(CandidateOf)], settings.Governor);

        Candidate CandidateOf(ContainerHealthSaga saga) => GovernorInput.CreateCandidate(
            saga.Health!, reading.ProberOf(saga.Shard), proven, sagas.TaskOf(saga), settings.Policy, time.GetUtcNow(), unserved);
    }

    /// <summary>What is claimed in vain of the services whose floors are looked at.</summary>
    private async Task<IReadOnlyList<UnservedClaims>> FindUnservedAsync(
        List<ContainerHealthSaga> asking, RoundSagas sagas, CancellationToken cancel)
    {
        var services = asking.SelectMany(saga => sagas.TaskOf(saga).Append(saga.Health!)).SelectMany(one => one.Services).ToHashSet();
        var unserved = (await fleet.UnservedAsync(cancel)).Select(container => UnservedClaims.Of(container, settings.Domain));
        return [.. unserved.Where(claims => claims.Concern(services))];
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
