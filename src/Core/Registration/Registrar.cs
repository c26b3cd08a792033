using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>
/// Decides how a fact changes the registry.
/// <code>
/// the fact is …                                        then
/// not of the speaker of its host                       late or doubted (<see cref="SpeakerRules"/>): nothing
/// not newer than the watermark of its host             late: nothing
/// about a container, not newer than its last fact      late: nothing
/// about a container that another host holds            doubted, unless its own speaker is the newer one and says that it runs
/// about a container that runs                          its claims are registered, its other instances withdrawn
/// about one whose name belongs to another              the claim is refused, its instance withdrawn (<see cref="Ownership"/>)
/// about one that crashes again and again               its claims are held back while its agent says so
/// about a container that stops, pauses or ended        its instances are withdrawn; an unknown container is kept as stopped
/// a full report                                        the above for each listed container; the unlisted ones have ended,
///                                                      except those that could not be inspected
/// a part of a report                                   the same within its range; the other parts have the same stamp
/// a part that arrives after its host was lost          late: nothing
/// a report that the end of its host is announced       nothing leaves by it, except early (<see cref="EarlyLeave"/>)
/// HostLeft                                             all containers that the host reported before are withdrawn
/// the newest of its host, and HostLeft                 the host has left
/// the newest of its host, and not HostLeft             the host joins, returns or moves, if that is new
/// </code>
/// A repeated fact has no effect.
/// </summary>
/// <param name="domain">The domain of the services, in lower case without a final dot.</param>
/// <param name="admission">Which valid claims are registered at once; null for all.</param>
/// <param name="names">Who may claim which names, asked anew for each decision; null for anyone.</param>
public sealed class Registrar(string domain, Admission? admission = null, Func<NameRules>? names = null)
{
    private readonly Func<NameRules> names = names ?? (() => NameRules.Anyone);
    private readonly Admission admission = admission ?? Admission.AtStart;

    /// <summary>
    /// The owned names of claims, as far as they are bound to whoever claims them first: a decision needs their bindings.
    /// </summary>
    public IReadOnlyList<string> FindBoundNames(IEnumerable<Endpoint> claims) =>
        names().BindNames ? FindBoundNames(claims.Select(claim => ServiceName.Parse(claim.Service, domain).Name).OfType<string>()) : [];

    /// <inheritdoc cref="FindBoundNames(IEnumerable{Endpoint})"/>
    /// <param name="services">The canonical names of the services.</param>
    public IReadOnlyList<string> FindBoundNames(IEnumerable<string> services)
    {
        var rules = names();
        return rules.BindNames ? [.. services.Select(OwnedName.Of).Distinct().Where(rules.Bind)] : [];
    }

    /// <summary>The changes by a fact that arrived at <paramref name="now"/>.</summary>
    public RegistryDecision Decide(Registry registry, IHostFact fact, DateTimeOffset now)
    {
        var before = registry.Leases.GetValueOrDefault(fact.Host.Name) ?? new HostLease { Id = fact.Host.Name };
        var (belief, lease) = SpeakerRules.Hear(before, fact, now);
        if (belief is not Belief.Believed) return Disbelieve(registry, before, lease, now);

        var known = fact.GetContainerId() is { } id ? registry.Containers.GetValueOrDefault(id) : null;
        if (lease.IsLate(fact) || IsOfClosedReport(registry, lease, fact) || IsOvertaken(fact, known))
            return new RegistryDecision(FactOutcome.Late, [], [], registry);

        var builder = new RegistryDecisionBuilder(registry);
        if (!fact.Stamp.IsOvertakenBy(lease.Newest))
            UpdateHost(builder, fact, now);
        if (lease.Doubt is null && builder.Registry.Hosts.GetValueOrDefault(fact.Host.Name)?.Doubt is not null)
            builder.Record(fact.Host.Name, new HostDoubtEnded(now));
        UpdateContainers(builder, fact, lease.Speaker!, names(), now);

        var renewed = ContestedContainers.Follow(builder, RenewLease(lease, fact, now), fact, now);
        var changed = builder.Events.Any(e => e is not RegistryEvent.OfContainer { Happened: RunConfirmed { IsChange: false } });
        return new RegistryDecision(
            changed ? FactOutcome.Applied : FactOutcome.Unchanged,
            builder.Events,
            [renewed],
            builder.Registry with { Leases = builder.Registry.Leases.SetItem(renewed.Id, renewed) });
    }

    /// <summary>
    /// The changes by a verdict on a container's health. It is about one run; the container may still be unknown.
    /// </summary>
    public RegistryDecision Decide(Registry registry, IVerdict verdict, DateTimeOffset now)
    {
        if (registry.Containers.GetValueOrDefault(verdict.ContainerId)?.Fitness?.Sequence >= verdict.Sequence)
            return new RegistryDecision(FactOutcome.Late, [], [], registry);

        var builder = new RegistryDecisionBuilder(registry);
        VerdictRules.Apply(builder, verdict, names(), now);
        return new RegistryDecision(FactOutcome.Applied, builder.Events, [], builder.Registry);
    }

    /// <summary>The return of instances that left early, to names for which nobody else answers any more.</summary>
    /// <param name="registry">The registry with all containers of the services.</param>
    /// <param name="services">The services that lost an instance.</param>
    /// <param name="now">The time of the decision.</param>
    public RegistryDecision KeepAnswering(Registry registry, IReadOnlySet<string> services, DateTimeOffset now)
    {
        var builder = new RegistryDecisionBuilder(registry);
        foreach (var container in registry.Containers.Values.OrderBy(container => container.Id, StringComparer.Ordinal))
            EarlyLeave.Return(builder, container, services.Contains, names(), admission, now);
        var outcome = builder.Events.IsEmpty ? FactOutcome.Unchanged : FactOutcome.Applied;
        return new RegistryDecision(outcome, builder.Events, [], builder.Registry);
    }

    /// <summary>The changes by hosts that were found suspected, mute or lost.</summary>
    public static RegistryDecision Decide(Registry registry, LeaseFindings findings, DateTimeOffset now)
    {
        var builder = new RegistryDecisionBuilder(registry);
        foreach (var (host, _) in findings.Undoubted)
            builder.Record(host.Name, new HostDoubtEnded(now));
        foreach (var (host, lease) in findings.Suspected)
            builder.Record(host.Name, new HostSuspected(lease.LastHeard, now));
        foreach (var (host, lease) in findings.NewlyMute)
            builder.Record(host.Name, new HostFoundMute(lease.LastHeard, findings.WitnessReports[host.Name].Because, now));
        foreach (var (_, lease) in findings.Suspected.Concat(findings.Lost))
            ContestedContainers.EndDoubts(builder, lease.Contested ?? [], now);
        foreach (var (host, lease) in findings.Lost)
        {
            var lost = new HostLost(lease.LastHeard, now) { Evidence = findings.WitnessReports.GetValueOrDefault(host.Name)?.Because };
            builder.Record(host.Name, lost);
            RunTransitions.Orphan(builder, host.Name, lease.Newest, WithdrawalReason.HostLost, $"host {host.Name} is {lost.Reason}", now);
        }

        var changed = findings.Undoubted.Select(host => host.Lease with { Doubt = null }).ToDictionary(lease => lease.Id);
        foreach (var (host, lease) in findings.Suspected.Where(silent => silent.Lease.Contested is not null))
            changed[host.Name] = changed.GetValueOrDefault(host.Name, lease) with { Contested = null };

        // Facts from before the loss may still arrive; they must not register an instance again.
        foreach (var (host, lease) in findings.Lost)
            changed[host.Name] = changed.GetValueOrDefault(host.Name, lease) with { Watermark = lease.Newest, Contested = null };
        var leases = builder.Registry.Leases.SetItems(changed);
        return new RegistryDecision(
            builder.Events.IsEmpty ? FactOutcome.Unchanged : FactOutcome.Applied,
            builder.Events,
            [.. changed.Values],
            builder.Registry with { Leases = leases });
    }

    /// <summary>The changes by something that was heard of a host and cannot be believed.</summary>
    /// <param name="reason">Why, as text for people.</param>
    public static RegistryDecision Doubt(Registry registry, string host, string reason, DateTimeOffset now)
    {
        var lease = registry.Leases.GetValueOrDefault(host) ?? new HostLease { Id = host };
        return Disbelieve(registry, lease, lease.WithDoubt(new Doubt(reason, now)), now);
    }

    /// <summary>Forgets who speaks for a host, so that the next one who does is believed. What is registered stays.</summary>
    public static RegistryDecision Forget(Registry registry, string host, DateTimeOffset now)
    {
        if (!registry.Leases.TryGetValue(host, out var lease)) return new RegistryDecision(FactOutcome.Unchanged, [], [], registry);
        var builder = new RegistryDecisionBuilder(registry);
        builder.Record(host, new HostForgotten(now));
        return Conclude(FactOutcome.Applied, builder, lease.Forget());
    }

    private static RegistryDecision Disbelieve(Registry registry, HostLease before, HostLease lease, DateTimeOffset now)
    {
        if (lease == before) return new RegistryDecision(FactOutcome.Late, [], [], registry);
        var builder = new RegistryDecisionBuilder(registry);
        if (lease.Doubt is { Reason: var reason } && registry.Hosts.GetValueOrDefault(lease.Id)?.Doubt != reason)
            builder.Record(lease.Id, new HostDoubted(reason, now));
        return Conclude(lease.Doubt == before.Doubt ? FactOutcome.Late : FactOutcome.Doubted, builder, lease);
    }

    private static RegistryDecision Conclude(FactOutcome outcome, RegistryDecisionBuilder builder, HostLease lease) => new(
        outcome, builder.Events, [lease], builder.Registry with { Leases = builder.Registry.Leases.SetItem(lease.Id, lease) });

    private static bool IsOvertaken(IHostFact fact, Container? known) =>
        known is not null && known.Host == fact.Host.Name && fact.Stamp.IsOvertakenBy(known.Stamp);

    /// <summary>
    /// Whether a container that another host holds is to stay there. An engine gets another host's name only with another start of its
    /// agent, so the newer speaker is right; it must say that the container runs.
    /// </summary>
    private static bool StaysElsewhere(Container? known, IHostFact fact, Speaker speaker, bool runs) =>
        known is { IsPresent: true } && known.Host != fact.Host.Name && !(runs && speaker.Since >= (known.FirstHeard ?? known.Since));

    /// <summary>
    /// Whether a fact is a late part of the last report of a host that was lost, or left, since: it must not register an instance again.
    /// </summary>
    private static bool IsOfClosedReport(Registry registry, HostLease lease, IHostFact fact) =>
        fact.Stamp == lease.Watermark && registry.Hosts.GetValueOrDefault(fact.Host.Name) is not { IsPresent: true };

    /// <summary>Applies the newest fact of a host to the host itself.</summary>
    private static void UpdateHost(RegistryDecisionBuilder builder, IHostFact fact, DateTimeOffset now)
    {
        var (name, address) = fact.Host;
        var address6 = TransportAddress.IsIPv6(fact.Host.Address6) ? fact.Host.Address6 : null;
        switch (fact, builder.Registry.Hosts.GetValueOrDefault(name))
        {
            case (HostLeft, null or { Status: HostStatus.Left }):
                return;
            case (HostLeft left, _):
                builder.Record(name, new HostDeparted(left.Reason, now));
                return;
            case (_, null):
                builder.Record(name, new HostJoined(address, now) { Address6 = address6 });
                return;
            case (_, { Status: not HostStatus.Live }):
                builder.Record(name, new HostReturned(now));
                break;
        }

        if (builder.Registry.Hosts[name] is var host && (host.Address, host.Address6) != (address, address6))
            builder.Record(name, new HostMoved(address, now) { Address6 = address6 });
        if (fact is HostReported { Ending: var ending } && builder.Registry.Hosts[name].Ending is var known && known != ending)
            builder.Record(name, ending is null ? new HostEndWithdrawn(now) : new HostEndAnnounced(ending, now));
    }

    private void UpdateContainers(
        RegistryDecisionBuilder builder, IHostFact fact, Speaker speaker, NameRules rules, DateTimeOffset now)
    {
        if (fact.GetContainerId() is { } id && StaysElsewhere(builder.Container(id), fact, speaker, fact is ContainerStarted))
        {
            if (fact is ContainerStarted) ContestedContainers.Doubt(builder, id, fact, now);
            return;
        }

        switch (fact)
        {
            case ContainerStarted f:
                UpdateContainer(builder, f.Container, f, rules, now);
                if (builder.Container(f.Container.Id)!.Stamp != f.Stamp)
                    builder.Record(f.Container.Id, new RunConfirmed(f.Host.Name, f.Stamp, now));
                break;

            case ContainerStopping f:
                RunTransitions.Leave(builder, f.ContainerId, ContainerStatus.Stopping, WithdrawalReason.Stopping,
                    new RunDraining(f.Host.Name, f.Stamp, f.Signal, now));
                break;

            case ContainerPaused f:
                RunTransitions.Leave(builder, f.ContainerId, ContainerStatus.Paused, WithdrawalReason.Paused,
                    new RunPaused(f.Host.Name, f.Stamp, now));
                break;

            case ContainerStopped f:
                var end = f.Cause is StopCause.Removed ? RunEnd.Removed : RunEnd.Exited;
                RunTransitions.Leave(builder, f.ContainerId, ContainerStatus.Stopped, WithdrawalReason.Stopped,
                    new RunEnded(f.Host.Name, f.Stamp, end, f.ExitCode, now));
                break;

            case HostReported f:
                var listed = f.Containers.Select(c => c.Id).ToHashSet();
                foreach (var absent in RunTransitions.PresentOn(builder, f.Host.Name, f.Stamp)
                    .Where(c => !listed.Contains(c.Id) && f.IsEndOf(c.Id)))
                    RunTransitions.Leave(builder, absent.Id, ContainerStatus.Stopped, WithdrawalReason.Absent,
                        new RunEnded(f.Host.Name, f.Stamp, RunEnd.Absent, null, now));
                foreach (var container in f.Containers.Where(c => !IsOvertaken(f, builder.Container(c.Id))))
                {
                    if (StaysElsewhere(builder.Container(container.Id), f, speaker, runs: true))
                        ContestedContainers.Doubt(builder, container.Id, f, now);
                    else
                        UpdateContainer(builder, container, f, rules, now);
                }

                break;

            case HostLeft f:
                RunTransitions.Orphan(builder, f.Host.Name, f.Stamp, WithdrawalReason.HostLeft, f.Reason, now);
                break;

            default:
                throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "An unknown kind of fact.");
        }
    }

    private void UpdateContainer(
        RegistryDecisionBuilder builder, ContainerSnapshot snapshot, IHostFact fact, NameRules rules, DateTimeOffset now)
    {
        RunTransitions.Enter(builder, snapshot, fact, now);
        if (snapshot.Phase is not ContainerPhase.Running) return;
        ClaimRegistration.Settle(builder, snapshot, domain, admission, rules, now);
        if (fact is HostReported) EarlyLeave.Settle(builder, snapshot.Id, rules, admission, now);
    }

    private static HostLease RenewLease(HostLease lease, IHostFact fact, DateTimeOffset now)
    {
        var heard = lease with { LastHeard = now, Newest = fact.Stamp.IsOvertakenBy(lease.Newest) ? lease.Newest : fact.Stamp };
        return fact switch
        {
            HostReported f => heard with
            {
                Watermark = f.Stamp,
                Interval = f.Interval,
                Engine = f.Engine,
                AgentVersion = f.AgentVersion,
                Lag = now - f.At,
            },
            HostLeft f => heard with { Watermark = f.Stamp },
            _ => heard,
        };
    }
}
