using Pipeline.Core.Hosts;

namespace Pipeline.Core.Status;

/// <summary>
/// Hosts that are silent, or not believed. Only the leader declares a host lost; while nobody leads, the age of its last report tells.
/// </summary>
internal static class HostTroubles
{
    /// <summary>A host that is lost for longer than this is past mending: <c>hosts</c> lists it.</summary>
    private static readonly TimeSpan LostMatters = TimeSpan.FromHours(1);

    /// <summary>How far a clock may be off, and how late a report may come.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const int MissedReports = 3;

    public static IEnumerable<Trouble> Find(StatusFacts facts)
    {
        if (facts.Registry.Value is not { } registry) return [];
        var leases = registry.Leases.ToDictionary(lease => lease.Id);
        var known = registry.Hosts.Where(host => host.IsKnown)
            .Select(host => (Host: host, Lease: leases.GetValueOrDefault(host.Name))).ToList();
        var troubles = known.Select(one => OfSpeaking(one.Host, one.Lease)).OfType<Trouble>().ToList();
        var doubted = troubles.Select(trouble => trouble.Subject).ToHashSet();
        return
        [
            .. OfSilence(facts, known),
            .. troubles,
            .. OfTime([.. known.Where(one => one.Host.IsPresent && !doubted.Contains(one.Host.Name) && !IsSilent(one, facts.Now))]),
        ];
    }

    /// <summary>Whether the health of a host's containers follows from its trouble.</summary>
    public static bool SilencesItsContainers(TroubleKind kind) =>
        kind is TroubleKind.HostLost or TroubleKind.HostSilent or TroubleKind.AgentDown or TroubleKind.HostConflict;

    /// <summary>Whether hosts are present, and none of them reports.</summary>
    public static bool AreAllSilent(StatusFacts facts)
    {
        if (facts.Registry.Value is not { } registry) return false;
        var leases = registry.Leases.ToDictionary(lease => lease.Id);
        var present = registry.Hosts.Where(host => host.IsPresent).ToList();
        return present.Count > 0 && present.TrueForAll(host => IsSilent((host, leases.GetValueOrDefault(host.Name)), facts.Now));
    }

    private static IEnumerable<Trouble> OfSilence(StatusFacts facts, IReadOnlyList<(Host Host, HostLease? Lease)> hosts)
    {
        var present = hosts.Where(one => one.Host.IsPresent).ToList();
        var silent = present.Where(one => IsSilent(one, facts.Now)).ToList();
        foreach (var (host, _) in hosts.Where(one => one.Host.Status is HostStatus.Lost && facts.Now - one.Host.Since < LostMatters))
            yield return new(
                TroubleKind.HostLost, TroubleWeight.Warning, host.Name,
                $"it vanished, and its containers left DNS: {host.Reason ?? "it is silent"}", CommandText.Why(host.Name), host.Since);

        if (silent.Count > 1 && silent.Count == present.Count)
        {
            // Nobody hears where nobody leads.
            if (facts.Leader.Value is { IsHeld: false }) yield break;
            yield return new(
                TroubleKind.NothingHeard, TroubleWeight.Outage, $"{silent.Count} hosts",
                "none of them reports: most likely their way to the queue, or what reads it, is broken", "./pipeline hosts",
                silent.Max(one => one.Lease?.LastHeard));
            yield break;
        }

        if (facts.Leader.Value is { IsHeld: false } && AreAllSilent(facts)) yield break;
        foreach (var (host, lease) in silent)
            yield return host.Status is HostStatus.Mute
                ? new(
                    TroubleKind.AgentDown, TroubleWeight.Warning, host.Name,
                    $"its agent is silent, and its machine runs ({host.Reason}): its containers stay in DNS as last reported",
                    $"restart the agent on {host.Address}", lease?.LastHeard)
                : new(
                    TroubleKind.HostSilent, TroubleWeight.Warning, host.Name,
                    $"it misses its reports; its containers stay in DNS until it is lost", CommandText.Why(host.Name), lease?.LastHeard);
    }

    private static bool IsSilent((Host Host, HostLease? Lease) one, DateTimeOffset now) =>
        one.Host.Status is HostStatus.Suspected or HostStatus.Mute
        || (one.Lease is { } lease && now - lease.LastHeard > (lease.Interval * MissedReports) + Tolerance);

    private static Trouble? OfSpeaking(Host host, HostLease? lease) => (host.Doubt, lease) switch
    {
        (null, _) => null,
        ({ } doubt, { Doubt.IsConflict: true }) => new(
            TroubleKind.HostConflict, TroubleWeight.Warning, host.Name, doubt, CommandText.Why(host.Name), lease.Doubt.LastHeard),

        // One that speaks for the first time is doubted for its clock alone.
        ({ } doubt, { Doubt: { } heard, Rivals: { } rivals }) when rivals.Exists(rival => rival.LastHeard == heard.LastHeard) => new(
            TroubleKind.ClockWrong, TroubleWeight.Warning, host.Name, doubt, CommandText.Why(host.Name), heard.LastHeard),
        ({ } doubt, _) => new(
            TroubleKind.HostDoubted, TroubleWeight.Warning, host.Name, doubt, CommandText.Why(host.Name), lease?.Doubt?.LastHeard),
    };

    /// <summary>
    /// A report cannot arrive before it was sent, so a clock that seems ahead is. One that seems behind may have sent what waits: if the
    /// reports of all hosts are late, they wait.
    /// </summary>
    private static IEnumerable<Trouble> OfTime(IReadOnlyList<(Host Host, HostLease? Lease)> hosts)
    {
        var lags = hosts.Where(one => one.Lease is { Lag: not null })
            .Select(one => (one.Host, Lag: one.Lease!.Lag.GetValueOrDefault())).ToList();
        if (lags.Count == 0) yield break;
        var shortest = lags.Min(one => one.Lag);
        if (shortest > Tolerance)
            yield return new(
                TroubleKind.FactsLate, TroubleWeight.Warning, "facts",
                $"they arrive {Length(shortest)} after they were sent: they wait in their queue"
                    + (lags.Count == 1 ? ", or the clock of their host is behind" : ""),
                "start another projector, and look at the load of the database");

        foreach (var (host, lag) in lags.Where(one => one.Lag < -Tolerance))
            yield return new(
                TroubleKind.ClockWrong, TroubleWeight.Warning, host.Name, $"its clock is {Length(-lag)} ahead",
                $"set the clock of {host.Address}");
        foreach (var (host, lag) in lags.Where(one => one.Lag - AtLeastNone(shortest) > Tolerance))
            yield return new(
                TroubleKind.ClockWrong, TroubleWeight.Warning, host.Name,
                $"its clock is {Length(lag - AtLeastNone(shortest))} behind, or its agent's messages wait",
                $"set the clock of {host.Address}");
    }

    private static TimeSpan AtLeastNone(TimeSpan shortest) => shortest > TimeSpan.Zero ? shortest : TimeSpan.Zero;

    private static string Length(TimeSpan time) => time.TotalHours < 2 ? $"{Math.Floor(time.TotalSeconds):0} s"
        : time.TotalDays < 2 ? $"{Math.Floor(time.TotalHours):0} h" : $"{Math.Floor(time.TotalDays):0} d";
}
