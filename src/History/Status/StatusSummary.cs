using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Status;
using Pipeline.Core.Vocabulary;

namespace Pipeline.History.Status;

/// <summary>Sums up what is known of a pipeline.</summary>
internal static class StatusSummary
{
    public static StatusView Of(StatusFacts facts, string domain)
    {
        var troubles = Troubles.Find(facts);
        var fleet = facts.Registry.Value is { } registry ? Count(registry, facts.Health.Value) : null;
        var agents = facts.Registry.Value is { } known ? DescribeAgents(known, troubles) : null;
        var serious = troubles.Where(trouble => trouble.Weight > TroubleWeight.Notice).ToList();
        return new StatusView(
            facts.Now, domain, serious.Count == 0, Summarize(serious, fleet, agents),
            [.. troubles.Select(trouble => new TroubleView(
                Word.Format(trouble.Kind), Word.Format(trouble.Weight), trouble.Subject, trouble.Cause, trouble.Next, trouble.Since))])
        {
            Database = new(facts.DatabaseFailure is null, facts.DatabaseFailure),
            Leader = facts.Leader.Value is { } leader
                ? new(
                    leader.Zone, leader.IsHeld, leader.Holder, leader.Term, leader.Holder is null ? null : leader.Since, leader.LastPass,
                    leader.Failure)
                : null,
            Agents = agents,
            Fleet = fleet,
            Queues = facts.Queues.Value is { } queues
                ? [.. queues.Queues.Select(one => new QueueView(one.Name, one.Waiting, one.Taken, one.Oldest, one.Source is not null))]
                : null,
            Zone = facts.Zone.Value is { } zone
                ? new(
                    zone.Id, zone.Unread is null, zone.Unread, zone.ReadAt, zone.Records, zone.Changes, zone.Missing, zone.Edited,
                    zone.Blocked, [.. zone.Refused.Select(one => one.Record)])
                : null,
            Budget = facts.Zone.Value is { Cost: var cost } ? new(cost.Calls, cost.Of.Tokens, cost.Waits.TotalSeconds) : null,
            Freezes = facts.Health.Value?.Freezes,
        };
    }

    private static string Summarize(List<Trouble> serious, FleetCountsView? fleet, AgentsView? agents)
    {
        if (serious is []) return $"all is right: {Describe(fleet, agents)}";
        var outages = serious.Count(trouble => trouble.Weight is TroubleWeight.Outage);
        return (outages, serious.Count - outages) switch
        {
            (0, var warnings) => $"names answer, and {Plural(warnings, "thing")} {(warnings == 1 ? "is" : "are")} wrong",
            (_, 0) => $"{Plural(outages, "outage")}",
            (_, var warnings) => $"{Plural(outages, "outage")}, and {Plural(warnings, "warning")}",
        };
    }

    private static string Describe(FleetCountsView? fleet, AgentsView? agents) => fleet is null || agents is null
        ? "nothing is known of hosts"
        : $"{Plural(fleet.Services, "service")} with {Plural(fleet.Instances, "instance")} on {Plural(agents.Hosts, "host")}";

    private static string Plural(int count, string one) => $"{count} {one}{(count == 1 ? "" : "s")}";

    private static FleetCountsView Count(RegistryFacts registry, HealthFacts? health) => new(
        registry.Containers.SelectMany(container => container.Instances).Select(instance => instance.Service).Distinct().Count(),
        registry.Containers.Sum(container => container.Instances.Count),
        registry.Containers.Sum(container => container.Withheld.Count + (container.LeftEarly?.Count ?? 0)),
        registry.Containers.Sum(container => container.Refusals.Count),
        health?.Running.Count(one => one.IsChecked) ?? 0,
        health?.Running.Count(one => one.State is HealthState.Suspect or HealthState.Unproven or HealthState.Spared
            or HealthState.Condemned or HealthState.Draining or HealthState.Stuck) ?? 0);

    private static AgentsView DescribeAgents(RegistryFacts registry, IReadOnlyList<Trouble> troubles)
    {
        var present = registry.Hosts.Where(host => host is { IsPresent: true, IsKnown: true }).ToDictionary(host => host.Name);
        var leases = registry.Leases.Where(lease => present.ContainsKey(lease.Id)).ToList();
        var missed = troubles.Where(trouble => trouble.Kind is TroubleKind.HostSilent).Select(trouble => trouble.Subject).ToHashSet();
        bool IsSilent(Host host) => host.Status is HostStatus.Suspected or HostStatus.Mute || missed.Contains(host.Name);
        var doubted = present.Values.Count(host => host.Doubt is not null);
        var worst = leases.Where(lease => lease.Lag is not null).MaxBy(lease => lease.Lag!.Value.Duration());
        return new AgentsView(
            present.Count, present.Values.Count(host => host is { Status: HostStatus.Live, Doubt: null } && !IsSilent(host)),
            present.Values.Count(IsSilent), doubted,
            [.. leases.GroupBy(lease => lease.AgentVersion).Select(version => new AgentVersionView(version.Key, version.Count()))
                .OrderByDescending(version => version.Hosts).ThenBy(version => version.Version, StringComparer.Ordinal)],
            leases.Count == 0 ? null : leases.Max(lease => lease.LastHeard),
            worst is null ? null : new(worst.Id, Math.Round(-worst.Lag!.Value.TotalSeconds, 1)));
    }
}
