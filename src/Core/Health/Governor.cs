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
    public static IReadOnlyList<(Candidate Candidate, Ruling Ruling)> Judge(
        Picture picture, IReadOnlyList<Candidate> candidates, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        var (condemned, stopped) = (picture.CondemnedLately, picture.StoppedLately);
        var floors = candidates.SelectMany(candidate => candidate.Standing.Services).Distinct()
            .ToDictionary(service => service, service => IsAtFloor(picture, service, policy));
        var rulings = new List<(Candidate, Ruling)>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var ruling = Rule(candidate, condemned, stopped);
            if (ruling.Kind is RulingKind.Condemn) condemned++;
            if (ruling.Kind is RulingKind.Stop) stopped++;
            rulings.Add((candidate, ruling));
        }

        return rulings;

        Ruling Rule(Candidate candidate, int condemnedSoFar, int stoppedSoFar)
        {
            var leaves = candidate.Standing.State is HealthState.Draining;
            if (!leaves && !candidate.Proven) return new Ruling(RulingKind.Doubt, candidate.Doubt);
            if (correlation.FindFreeze(candidate.Standing) is { } freeze) return new Ruling(RulingKind.Spare, $"frozen: {freeze.What}");
            if (candidate.Standing.Services.FirstOrDefault(service => floors[service]) is { } service)
                return new Ruling(RulingKind.Spare, $"the floor: too few instances of {service} are healthy to let one go");
            if (!leaves && IsOver(condemnedSoFar))
                return new Ruling(RulingKind.Spare, $"the rate: {policy.StopsPerMinute} were condemned in this minute");
            if (leaves && IsOver(stoppedSoFar))
                return new Ruling(RulingKind.Wait, $"the rate: {policy.StopsPerMinute} were stopped in this minute");
            return leaves ? new Ruling(RulingKind.Stop, "its records' time to live is over") : new Ruling(RulingKind.Condemn, "it failed too often in a row");
        }

        bool IsOver(int count) => policy.StopsPerMinute > 0 && count >= policy.StopsPerMinute;
    }

    /// <summary>The freezes in force, for people.</summary>
    public static IReadOnlyList<Freeze> Freezes(Picture picture, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        return [.. picture.Standings.Where(standing => standing.IsFailing).Select(correlation.FindFreeze).OfType<Freeze>().Distinct()];
    }

    /// <summary>
    /// Whether a service has fewer healthy instances than the floor demands. An ejected container is not healthy, so its ejection does not
    /// change the result.
    /// </summary>
    public static bool IsAtFloor(Picture picture, string service, GovernorPolicy policy)
    {
        if (policy.Floor <= 0) return false;
        var instances = picture.Standings.Where(standing => standing.IsPresent && standing.Services.Contains(service)).ToList();
        var healthy = instances.Where(standing => standing.State is HealthState.Healthy).Sum(standing => standing.Count);
        return healthy < Math.Max(1, (int)Math.Ceiling(policy.Floor * instances.Sum(standing => standing.Count)));
    }
}
