namespace Pipeline.Core.Health;

/// <summary>
/// The guards that limit the damage of wrong decisions (as outlier ejection in Envoy: a maximum of ejections, a minimum of healthy hosts).
/// <code>
/// no container ever passed its check                     doubt: it stays in DNS
/// a person released another container of its task        spare: it stays in DNS
/// it fails together with others (a freeze)               spare
/// too few of a service of its task would be healthy      spare (the floor)
/// too many were ejected in this minute (the rate)        spare
/// too many were stopped in this minute (the rate)        wait
/// another container of its task still answers            wait, and that one leaves DNS, too
/// else                                                   condemn: it may be ejected, with its task; later stop: it may be stopped
/// </code>
/// Asked before a container is ejected, and again before it is stopped. A task is stopped as one, so it is decided about as one.
/// </summary>
public static class Governor
{
    /// <summary>Decides about the candidates in their order; each decision counts for the next ones.</summary>
    /// <returns>The decisions about the candidates, and about the other containers of their tasks that leave with them.</returns>
    public static IReadOnlyList<(string ContainerId, GovernorDecision Ruling)> Decide(
        FleetSnapshot picture, IReadOnlyList<Candidate> candidates, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        var floors = new Floors(picture, policy);
        var (condemned, stopped) = (picture.CondemnedLately, picture.StoppedLately);
        var condemnedWithTask = new HashSet<string>();
        var rulings = new List<(string, GovernorDecision)>(candidates.Count);
        foreach (var candidate in candidates.Where(candidate => !condemnedWithTask.Contains(candidate.ContainerId)))
        {
            var ruling = Rule(candidate);
            rulings.Add((candidate.ContainerId, ruling));
            if (ruling.Kind is GovernorDecisionKind.Condemn) condemned++;
            if (ruling.Kind is GovernorDecisionKind.Stop) stopped++;
            if (ruling.Kind is not (GovernorDecisionKind.Condemn or GovernorDecisionKind.Wait)) continue;
            var leaving = candidate.Siblings.Where(sibling => sibling.Answers && condemnedWithTask.Add(sibling.ContainerId)).ToList();
            var because = new GovernorDecision(
                GovernorDecisionKind.CondemnWithTask, "another container of its task is being removed, and a stop ends the whole task");
            rulings.AddRange(leaving.Select(sibling => (sibling.ContainerId, because)));
            floors.Remove([.. leaving.Select(sibling => sibling.Row)]);
            condemned += leaving.Count;
        }

        return rulings;

        GovernorDecision Rule(Candidate candidate)
        {
            var leaves = candidate.Row.State is HealthState.Draining;
            if (!leaves && !candidate.Proven) return new GovernorDecision(GovernorDecisionKind.Doubt, candidate.Doubt);
            if (candidate.Siblings.FirstOrDefault(sibling => sibling.Row.State is HealthState.Released) is { Name: var released })
                return Spare($"a person released {released}, which belongs to the same task");
            if (correlation.FindFreeze(candidate.Row) is { } freeze) return Spare($"freeze: {freeze.What}");
            if (floors.FindBreach([candidate.Row]) is { } own) return Spare($"floor: too few instances of {own} are healthy");
            if (floors.FindBreach([.. candidate.Siblings.Select(sibling => sibling.Row)]) is { } shared)
                return Spare($"floor: too few instances of {shared} would stay healthy, which runs in the same task");
            if (!leaves && IsOver(condemned)) return Spare($"rate limit: {policy.StopsPerMinute} were ejected in this minute");
            if (leaves && IsOver(stopped))
                return new GovernorDecision(GovernorDecisionKind.Wait, $"rate limit: {policy.StopsPerMinute} were stopped in this minute");
            if (leaves && candidate.Siblings.FirstOrDefault(sibling => !sibling.IsOut) is { Name: var other })
                return new GovernorDecision(GovernorDecisionKind.Wait, $"{other} of the same task has not left DNS yet");
            return leaves
                ? new GovernorDecision(GovernorDecisionKind.Stop, "its records' time to live is over")
                : new GovernorDecision(GovernorDecisionKind.Condemn, "it failed too often in a row");
        }

        bool IsOver(int count) => policy.StopsPerMinute > 0 && count >= policy.StopsPerMinute;

        static GovernorDecision Spare(string reason) => new(GovernorDecisionKind.Spare, reason);
    }

    /// <summary>The freezes in force, for people.</summary>
    public static IReadOnlyList<Freeze> Freezes(FleetSnapshot picture, GovernorPolicy policy)
    {
        var correlation = new Correlation(picture, policy);
        return [.. picture.Rows.Where(row => row.IsFailing).Select(correlation.FindFreeze).OfType<Freeze>().Distinct()];
    }
}
