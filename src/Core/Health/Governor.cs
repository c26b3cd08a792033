namespace Pipeline.Core.Health;

/// <summary>
/// The guards that limit the damage of wrong decisions (as outlier ejection in Envoy: a maximum of ejections, a minimum of healthy hosts).
/// <code>
/// no container ever passed its check                     doubt: it stays in DNS
/// it fails together with others (a freeze)               spare: it stays in DNS
/// too few of its service are healthy (the floor)         spare
/// too many were ejected in this minute (the rate)        spare
/// too many were stopped in this minute (the rate)        wait
/// else                                                   condemn: it may be ejected; later stop: it may be stopped
/// </code>
/// Asked before a container is ejected, and again before it is stopped.
/// </summary>
public static class Governor
{
    /// <summary>Decides about the candidates in their order; each decision counts for the next ones.</summary>
    public static IReadOnlyList<(Candidate Candidate, GovernorDecision Ruling)> Decide(
        FleetSnapshot picture, IReadOnlyList<Candidate> candidates, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        var (condemned, stopped) = (picture.CondemnedLately, picture.StoppedLately);
        var floors = candidates.SelectMany(candidate => candidate.Row.Services).Distinct()
            .ToDictionary(service => service, service => IsAtFloor(picture, service, policy));
        var rulings = new List<(Candidate, GovernorDecision)>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var ruling = Rule(candidate, condemned, stopped);
            if (ruling.Kind is GovernorDecisionKind.Condemn) condemned++;
            if (ruling.Kind is GovernorDecisionKind.Stop) stopped++;
            rulings.Add((candidate, ruling));
        }

        return rulings;

        GovernorDecision Rule(Candidate candidate, int condemnedSoFar, int stoppedSoFar)
        {
            var leaves = candidate.Row.State is HealthState.Draining;
            if (!leaves && !candidate.Proven) return new GovernorDecision(GovernorDecisionKind.Doubt, candidate.Doubt);
            if (correlation.FindFreeze(candidate.Row) is { } freeze)
                return new GovernorDecision(GovernorDecisionKind.Spare, $"freeze: {freeze.What}");
            if (candidate.Row.Services.FirstOrDefault(service => floors[service]) is { } service)
                return new GovernorDecision(
                    GovernorDecisionKind.Spare, $"floor: too few instances of {service} are healthy");
            if (!leaves && IsOver(condemnedSoFar))
                return new GovernorDecision(GovernorDecisionKind.Spare, $"rate limit: {policy.StopsPerMinute} were ejected in this minute");
            if (leaves && IsOver(stoppedSoFar))
                return new GovernorDecision(GovernorDecisionKind.Wait, $"rate limit: {policy.StopsPerMinute} were stopped in this minute");
            return leaves
                ? new GovernorDecision(GovernorDecisionKind.Stop, "its records' time to live is over")
                : new GovernorDecision(GovernorDecisionKind.Condemn, "it failed too often in a row");
        }

        bool IsOver(int count) => policy.StopsPerMinute > 0 && count >= policy.StopsPerMinute;
    }

    /// <summary>The freezes in force, for people.</summary>
    public static IReadOnlyList<Freeze> Freezes(FleetSnapshot picture, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        return [.. picture.Rows.Where(row => row.IsFailing).Select(correlation.FindFreeze).OfType<Freeze>().Distinct()];
    }

    /// <summary>
    /// Whether a service has fewer healthy instances than the floor demands. An ejected container is not healthy, so its ejection does not
    /// change the result.
    /// </summary>
    public static bool IsAtFloor(FleetSnapshot picture, string service, GovernorPolicy policy)
    {
        if (policy.Floor <= 0) return false;
        var instances = picture.Rows.Where(row => row.IsPresent && row.Services.Contains(service)).ToList();
        var healthy = instances.Where(row => row.State is HealthState.Healthy).Sum(row => row.Count);
        return healthy < Math.Max(1, (int)Math.Ceiling(policy.Floor * instances.Sum(row => row.Count)));
    }
}
