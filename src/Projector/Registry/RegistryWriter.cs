using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Writes decisions to the registry: reads the affected slice, computes the decision and appends its events, in one transaction. The
/// affected hosts are locked first, so that two writers never decide about one host concurrently. If two writers still conflict (on an
/// address that two hosts claim), the stream's version detects it, and the later writer decides again.
/// </summary>
public sealed class RegistryWriter(IRegistryStore store, Registrar registrar, TimeProvider time, ILogger<RegistryWriter> log)
{
    /// <summary>Folds facts, in the order given, into the registry.</summary>
    /// <returns>The outcome of each fact.</returns>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// Another writer committed first, and nothing is written: fold them again.
    /// </exception>
    public Task<IReadOnlyList<FactOutcome>> FoldAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel) =>
        FoldAsync([.. facts.Select(fact => new Traced<IHostFact>(fact, TraceParent.Here))], cancel);

    /// <inheritdoc cref="FoldAsync(IReadOnlyList{IHostFact}, CancellationToken)"/>
    public Task<IReadOnlyList<FactOutcome>> FoldAsync(IReadOnlyList<Traced<IHostFact>> facts, CancellationToken cancel) =>
        InTransactionAsync(async (transaction, decided) =>
        {
            var slice = RegistrySlice.OfFacts([.. facts.Select(f => f.Item)]);
            var claimed = facts.SelectMany(f => f.Item.GetSnapshots()).SelectMany(s => s.Endpoints);
            var registry = await ReadAsync(transaction, slice with { Names = registrar.FindBoundNames(claimed) }, cancel);
            var outcomes = new List<FactOutcome>(facts.Count);
            foreach (var (fact, parent) in facts)
            {
                var decision = registrar.Decide(registry, fact, time.GetUtcNow());
                registry = decision.After;
                decided.Add(new Decided(decision, Origin.Of(fact, parent)));
                outcomes.Add(decision.Outcome);
            }

            return (IReadOnlyList<FactOutcome>)outcomes;
        }, cancel);

    /// <summary>Folds verdicts, in the order given, into the registry.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// Another writer committed first, and nothing is written: fold them again.
    /// </exception>
    public Task FoldAsync(IReadOnlyList<Traced<IVerdict>> verdicts, CancellationToken cancel) =>
        InTransactionAsync(async (transaction, decided) =>
        {
            var registry = await ReadAsync(transaction, [.. verdicts.Select(v => v.Item)], cancel);
            foreach (var (verdict, parent) in verdicts)
            {
                var decision = registrar.Decide(registry, verdict, time.GetUtcNow());
                registry = decision.After;
                decided.Add(new Decided(decision, Origin.Of(verdict, parent)));
            }

            return verdicts.Count;
        }, cancel);

    /// <summary>Records that something was heard of a host that cannot be believed.</summary>
    /// <param name="host">The host's name.</param>
    /// <param name="reason">Why, as text for people.</param>
    /// <param name="cancel">Cancels the transaction.</param>
    /// <exception cref="Core.Storage.StoreConflictException">Another writer committed first, and nothing is written.</exception>
    public Task DoubtAsync(string host, string reason, CancellationToken cancel) =>
        OfHostAsync(host, registry => Registrar.Doubt(registry, host, reason, time.GetUtcNow()), cancel);

    /// <summary>Forgets who speaks for a host, so that the next one who does is believed.</summary>
    /// <returns>Whether the host was known.</returns>
    /// <exception cref="Core.Storage.StoreConflictException">Another writer committed first, and nothing is written.</exception>
    public async Task<bool> ForgetAsync(string host, CancellationToken cancel) =>
        await OfHostAsync(host, registry => Registrar.Forget(registry, host, time.GetUtcNow()), cancel) is FactOutcome.Applied;

    /// <summary>Releases a name (<see cref="NameDecisions.Release"/>).</summary>
    /// <returns>Whether it belonged to anybody.</returns>
    /// <exception cref="Core.Storage.StoreConflictException">Another writer committed first, and nothing is written.</exception>
    public async Task<bool> ReleaseAsync(string owned, string reason, CancellationToken cancel) =>
        await OfNameAsync(owned, registry => NameDecisions.Release(registry, owned, reason, time.GetUtcNow()), null, cancel)
            is FactOutcome.Applied;

    /// <summary>Gives a name to another owner (<see cref="NameDecisions.Give"/>).</summary>
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="Core.Storage.StoreConflictException">Another writer committed first, and nothing is written.</exception>
    public async Task<bool> GiveAsync(string owned, string heir, CancellationToken cancel) =>
        await OfNameAsync(owned, registry => NameDecisions.Give(registry, owned, heir, time.GetUtcNow()), null, cancel)
            is FactOutcome.Applied;

    /// <summary>Records that a name is unused or used again, or releases one that is unused for long.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// Another writer committed first, or the term is over, and nothing is written.
    /// </exception>
    public Task<FactOutcome> FollowAsync(NameUse use, TimeSpan releaseAfter, ILeaderTerm term, CancellationToken cancel) => OfNameAsync(
        use.Owned, registry => NameDecisions.Follow(registry, use, releaseAfter, time.GetUtcNow()), term.Claim, cancel);

    /// <summary>
    /// Records the hosts that are suspected, mute or lost because of their silence, and those that are no longer doubted; each in a
    /// transaction of its own. A host that cannot be recorded now is left to the next call, and keeps no other one waiting for long.
    /// </summary>
    /// <param name="policy">The rules that evaluate silence.</param>
    /// <param name="witnessReports">The witness's reports on overdue hosts, by the hosts' names; null if there is no witness.</param>
    /// <param name="silences">For how long each host is silent, as this process sees it.</param>
    /// <param name="term">The leader's term; nothing is recorded after it.</param>
    /// <param name="cancel">Cancels between two hosts, or a transaction.</param>
    /// <returns>The findings that are recorded.</returns>
    /// <exception cref="OperationCanceledException">The term is over.</exception>
    public async Task<LeaseFindings> ExpireAsync(
        LeasePolicy policy,
        IReadOnlyDictionary<string, WitnessReport>? witnessReports,
        Silences silences,
        ILeaderTerm term,
        CancellationToken cancel)
    {
        var hosts = await ReadLeasesAsync(silences, cancel);
        var found = Judge(hosts);
        var recorded = new List<LeaseFindings>();
        foreach (var host in found.ToRecord)
        {
            term.EnsureHeld();
            try
            {
                recorded.Add(await ExpireAsync(host, hosts, Judge, term, cancel));
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
                log.HostNotExpired(host, FailureWords.Describe(failure));
            }
        }

        return found.Recorded(recorded);

        LeaseFindings Judge(IReadOnlyCollection<(Host, HostLease)> all) =>
            policy.Judge(all, silences.Measure, witnessReports);
    }

    /// <summary>Evaluates the hosts' silence without writing to the registry.</summary>
    public async Task<LeaseFindings> JudgeAsync(
        LeasePolicy policy,
        IReadOnlyDictionary<string, WitnessReport>? witnessReports,
        Silences silences,
        CancellationToken cancel) =>
        policy.Judge(await ReadLeasesAsync(silences, cancel), silences.Measure, witnessReports);

    private async Task<IReadOnlyList<(Host Host, HostLease Lease)>> ReadLeasesAsync(Silences silences, CancellationToken cancel)
    {
        var hosts = await store.ReadLeasesAsync(cancel);
        silences.Keep(hosts.Select(host => host.Host.Name));
        return hosts;
    }

    /// <param name="host">The host.</param>
    /// <param name="hosts">All hosts, as they were read.</param>
    /// <param name="judge">Evaluates their silence.</param>
    /// <param name="term">The leader's term.</param>
    /// <param name="cancel">Cancels the transaction.</param>
    private Task<LeaseFindings> ExpireAsync(
        string host,
        IReadOnlyCollection<(Host Host, HostLease Lease)> hosts,
        Func<IReadOnlyCollection<(Host, HostLease)>, LeaseFindings> judge,
        ILeaderTerm term,
        CancellationToken cancel) =>
        InTransactionAsync(async (transaction, decided) =>
        {
            // Evaluated again under the lock, because the host may have reported in the meantime.
            var registry = await ReadAsync(transaction, RegistrySlice.OfHosts([host]), cancel);
            var now = (registry.Hosts[host], registry.Leases[host]);
            var findings = judge([.. hosts.Select(h => h.Host.Name == host ? now : h)]).Of(host);
            decided.Add(new Decided(Registrar.Decide(registry, findings, time.GetUtcNow()), Origin.Here));
            return findings;
        }, cancel, term.Claim);

    private Task<FactOutcome> OfHostAsync(
        string host, Func<Core.Registration.Registry, RegistryDecision> decide, CancellationToken cancel) =>
        InTransactionAsync(async (transaction, decided) =>
        {
            var decision = decide(await transaction.LockAndReadAsync(new RegistrySlice([host], [], [], []), cancel));
            decided.Add(new Decided(decision, Origin.Here));
            return decision.Outcome;
        }, cancel);

    private Task<FactOutcome> OfNameAsync(
        string owned, Func<Core.Registration.Registry, RegistryDecision> decide, TermClaim? term, CancellationToken cancel) =>
        InTransactionAsync(async (transaction, decided) =>
        {
            var decision = decide(await transaction.LockAndReadAsync(RegistrySlice.OfName(owned), cancel));
            decided.Add(new Decided(decision, Origin.Here));
            return decision.Outcome;
        }, cancel, term);

    /// <summary>
    /// Reads a slice; the containers of other hosts that its hosts reported too; and whoever has instances of a name that may get another
    /// owner by it, or that a host leaves early (<see cref="EarlyLeave"/>).
    /// </summary>
    private static async Task<Core.Registration.Registry> ReadAsync(
        IRegistryTransaction transaction, RegistrySlice slice, CancellationToken cancel)
    {
        var registry = await transaction.LockAndReadAsync(slice, cancel);
        string[] contested = [.. registry.Leases.Values.SelectMany(lease => lease.Contested ?? []).Except(registry.Containers.Keys)];
        string[] services =
        [
            .. slice.Names.Where(owned => registry.Names.GetValueOrDefault(owned) is not { Owner: not null, Heir: null })
                .SelectMany(OwnedName.FormsOf),
            .. registry.Containers.Values.Where(c => slice.Reporting.Contains(c.Host) && LeavesEarly(registry, c.Host))
                .SelectMany(c => c.Services),
        ];
        return contested is [] && services is [] ? registry : await transaction.LockAndReadAsync(
            slice with { Containers = [.. slice.Containers, .. contested], Services = [.. services.Distinct()] }, cancel);
    }

    /// <summary>
    /// Reads the slice of verdicts: their containers, and the holders of the addresses and names of their withheld instances.
    /// </summary>
    private async Task<Core.Registration.Registry> ReadAsync(
        IRegistryTransaction transaction, IReadOnlyCollection<IVerdict> verdicts, CancellationToken cancel)
    {
        var slice = RegistrySlice.OfVerdicts(verdicts);
        var judged = await transaction.LockAndReadAsync(slice, cancel);
        var withheld = judged.Containers.Values.SelectMany(c => c.Withheld).ToList();
        return withheld is [] ? judged : await ReadAsync(transaction, slice with
        {
            Addresses = [.. withheld.Select(i => i.At.ToKey()).Distinct()],
            Names = registrar.FindBoundNames(withheld.Select(i => i.Service)),
        }, cancel);
    }

    private async Task<T> InTransactionAsync<T>(
        Func<IRegistryTransaction, List<Decided>, Task<T>> decide, CancellationToken cancel, TermClaim? term = null)
    {
        await using var transaction = await store.BeginAsync(cancel);
        var decided = new List<Decided>();
        var result = await decide(transaction, decided);
        await KeepAnsweringAsync(transaction, decided, cancel);
        var decisions = decided.Select(d => (d.Decision.Events.AsEnumerable(), d.Origin.Parent, d.Origin.Stated));
        var notice = ChangeNotice.OfDecisions([.. decisions]);
        await transaction.CommitAsync(Decided.ToAppend(decided) with { Term = term }, notice, cancel);
        LogNews(decided.Select(d => d.Decision).ToList());
        return result;
    }

    /// <summary>Where services lost instances: what left them early returns if nobody else answers for them any more.</summary>
    private async Task KeepAnsweringAsync(IRegistryTransaction transaction, List<Decided> decided, CancellationToken cancel)
    {
        var services = decided.SelectMany(d => d.Decision.Events).OfType<RegistryEvent.OfContainer>().Select(e => e.Happened)
            .OfType<InstanceWithdrawn>().Where(withdrawn => withdrawn.Reason is not WithdrawalReason.HostEnding)
            .Select(withdrawn => withdrawn.Instance.Service).ToHashSet();
        if (services.Count == 0) return;
        var slice = new RegistrySlice([], [], [], []) { Services = [.. services] };
        var left = (await transaction.LockAndReadAsync(slice, cancel)).Containers.Values.SelectMany(c => c.LeftEarly ?? []).ToList();
        if (left is []) return;

        // What returns is registered anew: by whoever owns its name, at an address that nobody took in the meantime.
        var others = await transaction.LockAndReadAsync(slice with
        {
            Addresses = [.. left.Select(instance => instance.At.ToKey()).Distinct()],
            Names = registrar.FindBoundNames(left.Select(instance => instance.Service)),
        }, cancel);
        var registry = decided[^1].Decision.After.With(others);
        decided.Add(new Decided(registrar.KeepAnswering(registry, services, time.GetUtcNow()), decided[^1].Origin));
    }

    private static bool LeavesEarly(Core.Registration.Registry registry, string host) =>
        registry.Hosts.GetValueOrDefault(host)?.Ending is { LeavesEarly: true };

    /// <summary>Logs refused claims, doubts and the owners of names. Each is an event, so a repeated one is not logged again.</summary>
    private void LogNews(IReadOnlyCollection<RegistryDecision> decided)
    {
        foreach (var recorded in decided.SelectMany(decision => decision.Events))
        {
            if (recorded is RegistryEvent.OfHost(var host, HostDoubted doubted)) log.HostDoubted(host, doubted.Reason);
            if (recorded is RegistryEvent.OfHost(var ending, HostEndAnnounced announced))
                log.HostEndAnnounced(ending, announced.Ending.Reason);
            if (recorded is RegistryEvent.OfHost(var staying, HostEndWithdrawn)) log.HostEndWithdrawn(staying);
            if (recorded is RegistryEvent.OfName(var name, NameBound bound)) log.NameBound(name, bound.Owner, bound.Container);
            if (recorded is RegistryEvent.OfName(var free, NameReleased released)) log.NameReleased(free, released.Reason);
            if (recorded is RegistryEvent.OfContainer(var container, RunDoubted contested)) log.RunDoubted(container, contested.Reason);
            if (recorded is not RegistryEvent.OfContainer(var flawed, ClaimFlawsFound { Flaws: var flaws })) continue;
            ProjectorTelemetry.CountFlaws(flaws.Count);
            foreach (var flaw in flaws) log.ClaimFlawed(flawed, flaw.Variable, flaw.Detail);
        }

        foreach (var (id, refusal, container) in decided.SelectMany(v => v.Events.OfType<RegistryEvent.OfContainer>()
            .Where(e => e.Happened is ClaimRefused)
            .Select(e => (e.Container, ((ClaimRefused)e.Happened).Refusal, v.After.Containers[e.Container]))))
        {
            ProjectorTelemetry.Refuse(refusal.Reason);
            log.ClaimRefused(container.Name, id, container.Host, refusal.Claim.Service, refusal.Claim.ContainerPort, refusal.Detail);
        }
    }
}
