using Marten;
using MassTransit;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Judging;

/// <summary>
/// Looks at what is due. What is a saga's own to do, its saga is told. What the governor has to allow, it is asked about, all at once and in view of
/// everything, and its rulings are kept at once: so the next are ruled in view of them.
/// </summary>
public sealed class Judge(HealthStore store, Pictures pictures, HealthSettings settings, IBus bus, TimeProvider time, ILogger<Judge> log)
{
    private const int DueAtOnce = 1_000;

    /// <summary>A saga that was told that its time has come is told again after so long.</summary>
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (DateTimeOffset Due, DateTimeOffset At)> told = [];
    private IReadOnlyList<Freeze> frozen = [];

    /// <summary>One round; by one process at a time.</summary>
    public async Task RoundAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<ContainerHealthSaga> due;
        await using (var session = store.OpenQuery())
            due = await session.Query<ContainerHealthSaga>().Where(saga => saga.Due <= now).OrderBy(saga => saga.Due).Take(DueAtOnce).ToListAsync(cancel);

        await RuleAsync([.. due.Where(saga => saga.Health!.WantsRuling(settings.Policy))], cancel);
        foreach (var saga in due.Where(saga => saga.WantsToLook(settings.Policy, now)))
            await TellAsync(saga, now, cancel);
    }

    private async Task RuleAsync(IReadOnlyList<ContainerHealthSaga> due, CancellationToken cancel)
    {
        if (due.Count == 0 && frozen.Count == 0) return;
        using var activity = due.Count == 0 ? null : HealthTelemetry.Source.StartActivity("ruling");
        var probers = await pictures.ProbersAsync(cancel);
        var picture = await pictures.ReadAsync(probers, cancel);
        Tell(Governor.Freezes(picture, settings.Governor));
        if (due.Count == 0) return;

        var proven = await pictures.ProvenAsync(due.SelectMany(saga => Failing(saga.Health!)).Select(watch => watch.Proof!), cancel);
        var sagas = due.ToDictionary(saga => saga.Health!.ContainerId);
        var rulings = Governor.Judge(picture, [.. due.Select(saga => CandidateOf(saga, probers, proven))], settings.Governor);
        foreach (var (candidate, ruling) in rulings)
            sagas[candidate.ContainerId].Take(candidate.ContainerId, new HealthSignal.Ruled(sagas[candidate.ContainerId].Health!.Run, ruling), settings.Policy, time.GetUtcNow());

        foreach (var saga in await KeepAsync(due, cancel)) await ProclaimAsync(saga, cancel);
    }

    /// <summary>Keeps rulings in one transaction; where a saga moved on meanwhile, one by one, and that one's is void.</summary>
    private async Task<IReadOnlyList<ContainerHealthSaga>> KeepAsync(IReadOnlyList<ContainerHealthSaga> ruled, CancellationToken cancel)
    {
        try
        {
            await using var session = store.OpenSession();
            foreach (var saga in ruled) session.Keep(saga);
            await session.SaveChangesAsync(cancel);
            return ruled;
        }
        catch (Exception failure) when (StoreFailures.IsConflict(failure) && ruled.Count == 1)
        {
            HealthTelemetry.Conflict();
            return [];
        }
        catch (Exception failure) when (StoreFailures.IsConflict(failure))
        {
            var kept = new List<ContainerHealthSaga>();
            foreach (var half in ruled.Chunk((ruled.Count + 1) / 2)) kept.AddRange(await KeepAsync(half, cancel));
            return kept;
        }
    }

    private async Task ProclaimAsync(ContainerHealthSaga saga, CancellationToken cancel)
    {
        HealthTelemetry.Took(saga.News);
        var health = saga.Health!;
        foreach (var change in saga.News.OfType<StateChanged>())
        {
            if (change.To is HealthState.Condemned) log.Condemned(health.Name, health.ContainerId, health.Host, health.Cause);
            if (change.To is HealthState.Spared) log.Spared(health.Name, health.ContainerId, health.Host, health.Cause);
            if (change.To is HealthState.Unproven) log.Unproven(health.Name, health.ContainerId, health.Host, health.Cause);
        }

        if (saga.WantsToLook(settings.Policy, time.GetUtcNow())) await TellAsync(saga, time.GetUtcNow(), cancel);
    }

    private Candidate CandidateOf(ContainerHealthSaga saga, IReadOnlyDictionary<int, string> probers, IReadOnlySet<string> proven)
    {
        var health = saga.Health!;
        var failing = Failing(health).ToList();
        return new Candidate(
            health.ContainerId,
            Pictures.Of(health, probers.GetValueOrDefault(saga.Shard, "")),
            failing.Exists(watch => proven.Contains(watch.Proof!)),
            failing is [var first, ..] ? Doubt(first, health) : "");
    }

    /// <summary>The ports that fail often enough.</summary>
    private IEnumerable<Watch> Failing(ContainerHealth health) =>
        health.Watches.Where(watch => watch.Proof is not null && health.Pulses.GetValueOrDefault(watch.Port)?.Failures >= settings.Policy.Failures);

    private static string Doubt(Watch watch, ContainerHealth health) =>
        $"no instance of {watch.Service} ever passed {watch.Check!.Text} (here: {health.Pulses[watch.Port].Last.Text}); set SERVICE_{watch.Port}_CHECK to http:/PATH that answers 200, tcp, docker or none";

    private async Task TellAsync(ContainerHealthSaga saga, DateTimeOffset now, CancellationToken cancel)
    {
        var due = saga.Due!.Value;
        if (told.TryGetValue(saga.CorrelationId, out var before) && before.Due == due && now - before.At < TellAgainAfter) return;
        if (told.Count > DueAtOnce) told.Clear();
        told[saga.CorrelationId] = (due, now);
        await bus.Publish(new ContainerSignalled(saga.Health!.ContainerId, new HealthSignal.TimeCame()), cancel);
    }

    private void Tell(IReadOnlyList<Freeze> now)
    {
        foreach (var freeze in now.Except(frozen)) log.Frozen(freeze.What);
        foreach (var freeze in frozen.Except(now)) log.Thawed(freeze.What);
        HealthTelemetry.Froze(now.Count - frozen.Count);
        frozen = now;
    }
}
