namespace Pipeline.Core.Status;

/// <summary>
/// Finds what is wrong. A cause is told once, at its root:
/// <code>
/// while …                               nothing is said of …
/// the database is away                  what only the database knows
/// nobody leads the zone                 hosts that all are silent: nothing runs that could hear them
/// a host is lost, silent or disputed    the health of its containers
/// ejections are frozen                  each container whose ejection is blocked
/// facts arrive late                     the queue that they wait in, and the clocks of their hosts
/// </code>
/// </summary>
public static class Troubles
{
    /// <returns>The troubles, the worst first.</returns>
    public static IReadOnlyList<Trouble> Find(StatusFacts facts)
    {
        var hosts = HostTroubles.Find(facts).ToList();
        var silent = hosts.Where(one => HostTroubles.SilencesItsContainers(one.Kind)).Select(one => one.Subject).ToHashSet();
        return
        [
            .. SourceTroubles.Find(facts)
                .Concat(LeaderTroubles.Find(facts))
                .Concat(hosts)
                .Concat(HealthTroubles.Find(facts, silent))
                .Concat(NameTroubles.Find(facts))
                .Concat(ClaimTroubles.Find(facts))
                .Concat(ZoneTroubles.Find(facts))
                .Concat(QueueTroubles.Find(facts, areFactsLate: hosts.Exists(trouble => trouble.Kind is TroubleKind.FactsLate)))
                .OrderByDescending(trouble => trouble.Weight)
                .ThenBy(trouble => trouble.Kind)
                .ThenBy(trouble => trouble.Subject, StringComparer.Ordinal),
        ];
    }
}
