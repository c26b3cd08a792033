namespace Pipeline.Core.Status;

/// <summary>Whether somebody leads, and passes end. A process that stands by is well.</summary>
internal static class LeaderTroubles
{
    /// <summary>How many full passes may be missed before names are taken to be stale.</summary>
    private const int MissedPasses = 2;

    public static IEnumerable<Trouble> Find(StatusFacts facts)
    {
        if (facts.Leader.Value is not { } leader) yield break;
        var start = leader.IsLocal ? "./pipeline up" : "./pipeline projector";
        if (!leader.IsHeld)
        {
            var last = leader.Holder is { } holder ? $"; {holder} led last, and sends no heartbeat" : "";
            var deaf = HostTroubles.AreAllSilent(facts) ? ", and no host is heard: perhaps nothing runs" : "";
            yield return new(
                TroubleKind.NobodyLeads, TroubleWeight.Outage, leader.Zone,
                $"no process writes the zone, so that names keep their last answers{last}{deaf}",
                start, leader.Holder is null ? null : leader.Since);
            yield break;
        }

        // A new leader has as long for its first pass.
        var begun = leader.LastPass > leader.Since ? leader.LastPass.Value : leader.Since;
        var isLate = facts.Now - begun > leader.FullPassEvery * MissedPasses;
        if (leader.Failure is { } failure)
            yield return new(
                TroubleKind.PassesFail, isLate ? TroubleWeight.Outage : TroubleWeight.Warning, leader.Zone,
                $"{leader.Holder} leads, and its passes fail: {failure}", "./pipeline plan", leader.LastPass);
        else if (isLate)
            yield return new(
                TroubleKind.PassesHang, TroubleWeight.Outage, leader.Zone,
                $"{leader.Holder} leads, and none of its passes ends: it hangs, or the zone answers it too slowly",
                "restart that process: another one takes over", begun);
    }
}
