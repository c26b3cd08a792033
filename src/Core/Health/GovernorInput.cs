using System.Collections.Immutable;

namespace Pipeline.Core.Health;

/// <summary>
/// What the governor is asked, made from the health of containers: by the health saga from its documents, and by a backtest from its
/// simulated containers. Pure, so that both ask the same questions.
/// </summary>
public static class GovernorInput
{
    /// <summary>The period in which the rate limit counts ejections and stops.</summary>
    public static readonly TimeSpan RatePeriod = TimeSpan.FromMinutes(1);

    /// <summary>Whether the governor has to decide about a container now.</summary>
    public static bool IsCandidate(ContainerHealth health, Alarm alarm, HealthPolicy policy, DateTimeOffset now) =>
        alarm.IsDue(now) && health.NeedsGovernor(policy);

    /// <summary>
    /// The ports that failed often enough in a row for an ejection, in the order of the checks. Ports without a valid check never do.
    /// </summary>
    public static IEnumerable<Watch> GetFailingPorts(ContainerHealth health, HealthPolicy policy) =>
        health.Watches.Where(watch => watch.Proof is not null && health.Pulses.GetValueOrDefault(watch.Port)?.Failures >= policy.Failures);

    /// <summary>One container as the governor sees it.</summary>
    /// <param name="prober">The prober that checks it; empty if none does.</param>
    public static FleetRow CreateRow(ContainerHealth health, string prober) =>
        new(health.State, health.Host, prober, [.. health.Services], health.FailingSince) { IsChecked = health.IsChecked };

    /// <summary>The picture without what is claimed in vain.</summary>
    /// <param name="picture">All containers, each counted for all its services.</param>
    /// <param name="unserved">The claims of containers that are no answering instances of a service.</param>
    /// <param name="health">The health of these containers.</param>
    public static FleetSnapshot Correct(
        FleetSnapshot picture, IReadOnlyCollection<UnservedClaims> unserved, IEnumerable<ContainerHealth> health)
    {
        var live = health.Where(one => one.IsLive).DistinctBy(one => one.ContainerId).ToDictionary(one => one.ContainerId);
        return picture with { Refused = RowsOf(claims => claims.Refused), HeldBack = RowsOf(claims => claims.HeldBack) };

        IReadOnlyList<FleetRow> RowsOf(Func<UnservedClaims, IEnumerable<string>> inVain) =>
        [
            .. from claims in unserved
               where live.ContainsKey(claims.ContainerId)
               let row = CreateRow(live[claims.ContainerId], prober: "")
               let services = row.Services.Intersect(inVain(claims)).ToImmutableArray()
               where !services.IsEmpty
               select row with { Services = services },
        ];
    }

    /// <summary>The question about one container.</summary>
    /// <param name="prober">The prober that checks it; empty if none does.</param>
    /// <param name="proven">The checks that any container ever passed (<see cref="Watch.Proof"/>), as far as this container fails
    /// them.</param>
    /// <param name="task">The containers of its task; it may be among them.</param>
    /// <param name="unserved">The claims of containers that are no answering instances of a service; null for none.</param>
    public static Candidate CreateCandidate(
        ContainerHealth health, string prober, IReadOnlySet<string> proven, IEnumerable<ContainerHealth> task, HealthPolicy policy,
        DateTimeOffset now, IEnumerable<UnservedClaims>? unserved = null)
    {
        var byContainer = (unserved ?? []).ToDictionary(claims => claims.ContainerId);
        var failing = GetFailingPorts(health, policy).ToList();
        return new Candidate(
            health.ContainerId,
            Serving(health, prober),
            failing.Exists(watch => proven.Contains(watch.Proof!)),
            failing is [var first, ..] ? ExplainDoubt(first, health.Pulses[first.Port].Last) : "")
        {
            Siblings =
            [
                .. task.Where(other => other.IsLive && other.ContainerId != health.ContainerId).Select(other => new Sibling(
                    other.ContainerId, other.Name, Serving(other, prober: ""), TaskRemoval.IsOut(other, policy, now))),
            ],
        };

        FleetRow Serving(ContainerHealth one, string prober) =>
            byContainer.GetValueOrDefault(one.ContainerId)?.Correct(CreateRow(one, prober)) ?? CreateRow(one, prober);
    }

    /// <summary>All containers as the governor sees them.</summary>
    /// <param name="all">The health of every container, with its prober; containers that have ended count for the rate limit only.</param>
    public static FleetSnapshot CreateSnapshot(IReadOnlyCollection<(ContainerHealth Health, string Prober)> all, DateTimeOffset now) => new(
        [.. all.Where(one => one.Health.IsLive).Select(one => CreateRow(one.Health, one.Prober))],
        all.Count(one => one.Health.CondemnedAt > now - RatePeriod),
        all.Count(one => one.Health.StopAllowedAt > now - RatePeriod));

    /// <summary>Why a check may be wrong that no container ever passed, and what to write instead.</summary>
    /// <param name="watch">The failing port; its check is valid.</param>
    /// <param name="last">The last result of the port.</param>
    public static string ExplainDoubt(Watch watch, ProbeResult last) =>
        $"no instance of {watch.Service} ever passed {watch.Check!.Text} (here: {last.Text}); "
        + $"set SERVICE_{watch.Port}_CHECK to http:/PATH that answers 200, tcp, docker or none";
}
