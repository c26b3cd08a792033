using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Brings decisions into the registry: reads what they concern, lets the core decide, appends what it decided, all in one transaction.
/// The hosts concerned are locked first, so that two writers never decide about one host at once; should they still meet (on an address
/// that two hosts claim), the stream's version tells, and the later one does it again.
/// </summary>
public sealed class RegistryWriter(IDocumentStore store, Registrar registrar, TimeProvider time, ILogger<RegistryWriter> log)
{
    /// <summary>Where the writer says which part of the zone to look at.</summary>
    public const string NudgeChannel = "pipeline_zone";

    /// <summary>PostgreSQL refuses longer notification payloads (8,000 bytes).</summary>
    private const int MaxNudge = 7_900;

    private readonly RegistrySlice slice = new(store.Options.Serializer());

    /// <summary>Folds facts, in the order given, into the registry.</summary>
    /// <returns>What became of each.</returns>
    /// <remarks>Where another writer was faster, nothing is written and it throws what <see cref="StoreFailures.IsConflict"/> knows: do it again.</remarks>
    public Task<IReadOnlyList<FactOutcome>> FoldAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel) =>
        FoldAsync([.. facts.Select(fact => new Traced<IHostFact>(fact, TraceParent.Here))], cancel);

    /// <inheritdoc cref="FoldAsync(IReadOnlyList{IHostFact}, CancellationToken)"/>
    public Task<IReadOnlyList<FactOutcome>> FoldAsync(IReadOnlyList<Traced<IHostFact>> facts, CancellationToken cancel) =>
        InTransactionAsync(async (connection, decided) =>
        {
            var registry = await slice.LockAndReadAsync(connection, [.. facts.Select(f => f.Item)], cancel);
            var outcomes = new List<FactOutcome>(facts.Count);
            foreach (var (fact, parent) in facts)
            {
                var verdict = registrar.Decide(registry, fact, time.GetUtcNow());
                registry = verdict.After;
                decided.Add(new Decided(verdict, Origin.Of(fact, parent)));
                outcomes.Add(verdict.Outcome);
            }

            return (IReadOnlyList<FactOutcome>)outcomes;
        }, cancel);

    /// <summary>Folds verdicts on the health of containers, in the order given, into the registry.</summary>
    /// <remarks>Where another writer was faster, nothing is written and it throws what <see cref="StoreFailures.IsConflict"/> knows: do it again.</remarks>
    public Task FoldAsync(IReadOnlyList<Traced<IVerdict>> verdicts, CancellationToken cancel) =>
        InTransactionAsync(async (connection, decided) =>
        {
            var registry = await slice.LockAndReadAsync(connection, [.. verdicts.Select(v => v.Item)], cancel);
            foreach (var (passed, parent) in verdicts)
            {
                var verdict = Registrar.Decide(registry, passed, time.GetUtcNow());
                registry = verdict.After;
                decided.Add(new Decided(verdict, Origin.Of(passed, parent)));
            }

            return verdicts.Count;
        }, cancel);

    /// <summary>Suspects, finds mute and gives up the hosts whose silence means it.</summary>
    /// <param name="testimonies">What a witness said of the overdue ones, by the hosts' names; null where there is none.</param>
    /// <param name="listeningSince">When this registry began to listen; silence before it is its own.</param>
    /// <returns>What the silence meant.</returns>
    public async Task<LeaseFindings> ExpireAsync(
        LeasePolicy policy, IReadOnlyDictionary<string, Testimony>? testimonies, DateTimeOffset listeningSince, CancellationToken cancel)
    {
        var silent = await JudgeAsync(policy, testimonies, listeningSince, cancel);
        var names = silent.Suspected.Concat(silent.NewlyMute).Concat(silent.Lost).Select(h => h.Host.Name).ToHashSet();
        if (names.Count == 0) return silent;

        return await InTransactionAsync(async (connection, decided) =>
        {
            // Judged again under the lock: a host may have spoken meanwhile.
            var registry = await slice.LockAndReadAsync(connection, [.. names], cancel);
            var again = await JudgeAsync(policy, testimonies, listeningSince, cancel);
            var findings = again with
            {
                Suspected = [.. again.Suspected.Where(h => names.Contains(h.Host.Name))],
                Mute = [.. again.Mute.Except(again.NewlyMute.Where(h => !names.Contains(h.Host.Name)))],
                Lost = [.. again.Lost.Where(h => names.Contains(h.Host.Name))],
            };
            decided.Add(new Decided(Registrar.Decide(registry, findings, time.GetUtcNow()), Origin.Here));
            return findings;
        }, cancel);
    }

    /// <summary>What the hosts' silence means now; nothing is written.</summary>
    public async Task<LeaseFindings> JudgeAsync(
        LeasePolicy policy, IReadOnlyDictionary<string, Testimony>? testimonies, DateTimeOffset listeningSince, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var hosts = await session.Query<Host>().ToListAsync(cancel);
        var leases = (await session.Query<HostLease>().ToListAsync(cancel)).ToDictionary(l => l.Id);
        return policy.Judge(
            [.. hosts.Where(h => h.IsPresent && leases.ContainsKey(h.Name)).Select(h => (h, leases[h.Name]))],
            testimonies,
            listeningSince,
            time.GetUtcNow());
    }

    private async Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, List<Decided>, Task<T>> decide, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var decided = new List<Decided>();
        var result = await decide(connection, decided);
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
        {
            Write(session, decided);
            await session.SaveChangesAsync(cancel);
        }

        await CommitAsync(connection, Nudge.Of([.. decided.Select(d => (d.Verdict.Events.AsEnumerable(), d.Origin.Parent, d.Origin.Stated))]), cancel);
        Tell([.. decided.Select(d => d.Verdict)]);
        return result;
    }

    /// <summary>A refusal is an event, so it is told once, however often the host repeats the claim.</summary>
    private void Tell(List<Verdict> decided)
    {
        foreach (var (id, refusal, container) in decided.SelectMany(v => v.Events.OfType<RegistryEvent.OfContainer>()
            .Where(e => e.Happened is ClaimRefused)
            .Select(e => (e.Container, ((ClaimRefused)e.Happened).Refusal, v.After.Containers[e.Container]))))
        {
            ProjectorTelemetry.Refuse(refusal.Reason);
            log.ClaimRefused(container.Name, id, container.Host, refusal.Claim.Service, refusal.Claim.ContainerPort, refusal.Detail);
        }
    }

    private static void Write(IDocumentSession session, List<Decided> decided)
    {
        if (decided.Count == 0) return;
        var after = decided[^1].Verdict.After;
        var events = decided.SelectMany(d => d.Verdict.Events, (d, e) => (Recorded: e, d.Origin)).ToList();

        foreach (var stream in events.Where(e => e.Recorded is RegistryEvent.OfContainer).GroupBy(e => ((RegistryEvent.OfContainer)e.Recorded).Container))
            Append(session, stream.Key, after.Containers[stream.Key].Version, [.. stream.Select(e => Marked(session, ((RegistryEvent.OfContainer)e.Recorded).Happened, e.Origin))]);
        foreach (var stream in events.Where(e => e.Recorded is RegistryEvent.OfHost).GroupBy(e => ((RegistryEvent.OfHost)e.Recorded).Host))
            Append(session, Host.StreamOf(stream.Key), after.Hosts[stream.Key].Version, [.. stream.Select(e => Marked(session, ((RegistryEvent.OfHost)e.Recorded).Happened, e.Origin))]);

        session.Store(decided.SelectMany(d => d.Verdict.Leases).GroupBy(l => l.Id).Select(l => l.Last()).ToArray());
    }

    private static object Marked(IDocumentSession session, object happened, Origin origin)
    {
        var marked = session.Events.BuildEvent(happened);
        origin.Mark(marked);
        return marked;
    }

    /// <summary>A stream that begins is said to begin, which spares the store a look for its former state.</summary>
    private static void Append(IDocumentSession session, string stream, int version, object[] events)
    {
        if (version == events.Length) session.Events.StartStream(stream, events);
        else session.Events.Append(stream, version, events);
    }

    /// <summary>PostgreSQL delivers the nudge with the commit, and not without. Both in one round trip, which is why the commit is a statement.</summary>
    private static async Task CommitAsync(NpgsqlConnection connection, Nudge nudge, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (!nudge.Scope.IsNothing)
        {
            var notify = new NpgsqlBatchCommand("select pg_notify($1, $2)");
            notify.Parameters.Add(new NpgsqlParameter { Value = NudgeChannel });
            notify.Parameters.Add(new NpgsqlParameter { Value = nudge.Write(MaxNudge) });
            batch.BatchCommands.Add(notify);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>A decision and what led to it.</summary>
    private sealed record Decided(Verdict Verdict, Origin Origin);
}
