using System.Text;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>
/// Takes in what a host reports, part by part. A part that cannot be stored is repaired so that the rules for claims refuse it by itself; a
/// part that names nothing is left out. A fact is rejected only if it does not say which host or container it is about.
/// <code>
/// part                                      what becomes of it
/// text with NUL or half a character         the character becomes U+FFFD: neither a name nor a check can have it
/// text that is too long                     cut, and ended with '…', which neither a name nor a check can have
/// container without an identifier           left out; the other containers of the report count
/// list of claims that is missing            no claims
/// claims beyond the first 256               the next one is refused for all of them
/// tags or attributes beyond the first 16    the next one is told as a flaw for all of them
/// flaws beyond the first 32                 left out
/// claim that is missing                     left out
/// task with a part that cannot be stored    no task
/// interval of reports that is impossible    the nearest possible one
/// </code>
/// </summary>
public static class FactIntake
{
    /// <summary>The longest text of a part, in UTF-16 characters; real names, images and checks are shorter.</summary>
    public const int MaxText = 1_024;

    /// <summary>The longest text of a part, in bytes of UTF-8: an entry of a PostgreSQL index holds 2,704.</summary>
    public const int MaxBytes = 2_048;

    /// <summary>The longest name of an incarnation, in UTF-16 characters.</summary>
    private const int MaxIncarnation = 64;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>Takes a fact in.</summary>
    /// <returns>The fact to fold with the parts that were left out; or null and the reason, as text for people.</returns>
    public static Intake Accept(IHostFact fact)
    {
        if (FindNameFlaw(fact) is { } unknown) return Intake.Rejected(unknown);
        var host = fact.Host.Name;
        if (FindHostFlaw(fact) is { } flaw) return Intake.Rejected(flaw, host);
        return fact switch
        {
            ContainerStarted { Container: null } => Intake.Rejected("holds no container", host),
            ContainerStarted { Container: var container } when FindIdFlaw(container.Id) is { } unnamed => Intake.Rejected(unnamed, host),
            ContainerStarted started => Intake.Accepted(started with { Container = Repair(started.Container) }),
            ContainerStopping { ContainerId: var id } when FindIdFlaw(id) is { } unnamed => Intake.Rejected(unnamed, host),
            ContainerPaused { ContainerId: var id } when FindIdFlaw(id) is { } unnamed => Intake.Rejected(unnamed, host),
            ContainerStopped { ContainerId: var id } when FindIdFlaw(id) is { } unnamed => Intake.Rejected(unnamed, host),
            HostReported { Containers: null } => Intake.Rejected("lists no containers, not even none", host),
            HostReported report => AcceptReport(report),
            HostLeft left => Intake.Accepted(left with { Reason = Repair(left.Reason) }),
            _ => Intake.Accepted(fact),
        };
    }

    private static Intake AcceptReport(HostReported report)
    {
        var leftOut = new List<string>();
        var containers = new List<ContainerSnapshot>(report.Containers.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in report.Containers)
        {
            if (container is null) leftOut.Add("a container that is missing");
            else if (FindIdFlaw(container.Id) is { } flaw) leftOut.Add($"container '{Repair(container.Name)}' {flaw}");
            else if (!seen.Add(container.Id)) leftOut.Add($"container {container.Id} is listed twice");
            else containers.Add(Repair(container));
        }

        var interval = TimeSpan.FromTicks(Math.Clamp(report.Interval.Ticks, ShortestInterval.Ticks, LongestInterval.Ticks));
        var uninspected = report.Uninspected?.Where(id => FindIdFlaw(id) is null).ToList();
        var whole = report with
        {
            Engine = Repair(report.Engine),
            AgentVersion = report.AgentVersion is { } version ? Repair(version) : null,
            Interval = interval,
            Containers = containers,
            Uninspected = uninspected,
            Ending = report.Ending is { } ending ? ending with { Reason = Repair(ending.Reason) } : null,
        };
        return new Intake(whole, null, leftOut);
    }

    private static ContainerSnapshot Repair(ContainerSnapshot container) => container with
    {
        Name = Repair(container.Name),
        Image = Repair(container.Image),
        Endpoints =
        [
            .. (container.Endpoints ?? []).Where(claim => claim is not null)
                .DistinctBy(Refusal.SubjectOf).Take(ClaimRules.MaxClaims + 1).Select(Repair),
        ],
        Task = container.Task is { } task && IsStorable(task) ? task : null,
        Flaws = container.Flaws?.Where(flaw => flaw is not null).Take(ClaimRules.MaxFlaws)
            .Select(flaw => new ClaimFlaw(Repair(flaw.Variable), Repair(flaw.Detail))).ToList(),
        Owner = container.Owner is { } owner ? Repair(owner) : null,
    };

    private static Endpoint Repair(Endpoint claim) => claim with
    {
        Service = Repair(claim.Service),
        Address = claim.Address is { } address ? Repair(address) : null,
        Address6 = claim.Address6 is { } second ? Repair(second) : null,
        Check = claim.Check is { } check ? Repair(check) : null,
        CheckInterval = claim.CheckInterval is { } interval ? Repair(interval) : null,
        CheckTimeout = claim.CheckTimeout is { } timeout ? Repair(timeout) : null,
        Weight = claim.Weight is { } weight ? Repair(weight) : null,
        Priority = claim.Priority is { } priority ? Repair(priority) : null,
        Tags = Repair(claim.Tags),
        Attributes = Repair(claim.Attributes),
        Route = claim.Route is { } route ? Repair(route) : null,
        Balancer = claim.Balancer is { } balancer
            ? balancer with
            {
                HostedZoneId = balancer.HostedZoneId is { } zone ? Repair(zone) : null,
                Missing = balancer.Missing is { } missing ? Repair(missing) : null,
            }
            : null,
    };

    private static TextList? Repair(TextList? texts) =>
        texts is null ? null : TextList.CreateUnlessEmpty(texts.Take(ClaimDetails.MaxCount + 1).Select(Repair));

    /// <summary>Makes a text storable in PostgreSQL's JSON: bounded, without NUL, in whole characters.</summary>
    private static string Repair(string? text)
    {
        if (text is null) return "";
        if (IsStorable(text)) return text;
        var (repaired, bytes) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var kept = rune.Value is 0 ? Rune.ReplacementChar : rune;
            bytes += kept.Utf8SequenceLength;
            if (repaired.Length >= MaxText - 2 || bytes > MaxBytes - Rune.ReplacementChar.Utf8SequenceLength)
                return repaired.Append('…').ToString();
            repaired.Append(kept.ToString());
        }

        return repaired.ToString();
    }

    private static bool IsStorable(string? text) =>
        text is { Length: <= MaxText } && !text.Contains('\0') && !HasHalfCharacter(text) && Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    private static bool IsStorable(EcsTask task) =>
        IsStorable(task.Arn) && IsStorable(task.Cluster) && IsStorable(task.Family) && IsStorable(task.ContainerName);

    private static bool HasHalfCharacter(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index])) continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return true;
            index++;
        }

        return false;
    }

    private static string? FindNameFlaw(IHostFact fact) => fact switch
    {
        { Host: null or { Name: null or "" } } => "names no host",
        _ when fact.Host.Name.Contains('.') || ServiceName.FindFlaw(fact.Host.Name, "") is not null => "names a host that is no DNS label",
        _ when ReservedNames.Find(fact.Host.Name) is { } use => $"names a host '{fact.Host.Name}', which is reserved: {use}",
        _ => null,
    };

    private static string? FindHostFlaw(IHostFact fact) => fact switch
    {
        _ when FindAddressFlaw(fact.Host) is { } flaw => flaw,
        _ when fact.Stamp.Sequence <= 0 => "has no stamp",
        _ when !IsStorable(fact.Stamp.Speaker) || fact.Stamp.Speaker.Length > MaxIncarnation => "has an impossible incarnation",
        _ => null,
    };

    /// <summary>A service is reached through its balancers, so that what stands for it has no address.</summary>
    private static string? FindAddressFlaw(HostIdentity host) => host.Address switch
    {
        "" when ServiceHost.IsService(host.Name) => null,
        var address when !TransportAddress.IsIPv4(address) => $"gives '{Repair(address)}' as its host's address, which is no IPv4 address",
        var address when TransportAddress.FindUnreachable(address) is { } unreachable =>
            $"gives {address} as its host's address, {unreachable}",
        _ => null,
    };

    /// <summary>What is wrong with a container's identifier; null if it is valid.</summary>
    public static string? FindIdFlaw(string? id) =>
        string.IsNullOrEmpty(id) || id.Contains('/') || !IsStorable(id) ? "names no container" : null;
}

/// <summary>What became of a fact.</summary>
/// <param name="Fact">The fact to fold; null if it is rejected.</param>
/// <param name="Flaw">Why it is rejected, as text for people; null if it is not.</param>
/// <param name="LeftOut">The parts that do not count, as text for people.</param>
public sealed record Intake(IHostFact? Fact, string? Flaw, IReadOnlyList<string> LeftOut)
{
    /// <summary>The host that a rejected fact is about; null if it does not say.</summary>
    public string? Host { get; private init; }

    public static Intake Accepted(IHostFact fact) => new(fact, null, []);

    public static Intake Rejected(string flaw, string? host = null) => new(null, flaw, []) { Host = host };
}
