using System.Globalization;
using Pipeline.Core.Dns.Planning;

namespace Pipeline.Core.Status;

/// <summary>Where the zone is not as the ledger and the registry have it.</summary>
internal static class ZoneTroubles
{
    private const int NamedAtMost = 3;

    /// <summary>How long the calls of a plan may wait for the account's budget.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    public static IEnumerable<Trouble> Find(StatusFacts facts)
    {
        if (facts.Zone.Value is not { } zone) yield break;
        if (zone.FenceFault is { } fault)
            yield return zone.IsFencedOff
                ? new(TroubleKind.FencedOff, TroubleWeight.Outage, zone.Id, $"nothing is written: {fault}", "./pipeline plan")
                : new(TroubleKind.RecordEdited, TroubleWeight.Warning, zone.Id, fault, "./pipeline plan");
        if (zone.Missing is [_, ..])
            yield return new(
                TroubleKind.RecordMissing, TroubleWeight.Outage, List(zone.Missing),
                "somebody removed it from the zone; the leader's next full pass adds it again", "./pipeline replay");
        if (zone.Edited is [_, ..])
            yield return new(
                TroubleKind.RecordEdited, TroubleWeight.Outage, List(zone.Edited),
                "somebody else changed it in the zone; the leader's next full pass sets it back", "./pipeline replay");
        if (zone.Blocked is [_, ..])
            yield return new(
                TroubleKind.ForeignRecord, TroubleWeight.Outage, List(zone.Blocked),
                "somebody else's record has this name and is left alone: remove it, or have the service claim another name",
                "./pipeline plan");
        foreach (var refused in zone.Refused.GroupBy(one => one.Reason))
            yield return new(
                TroubleKind.ChangeRefused, TroubleWeight.Warning, List([.. refused.Select(one => one.Record)]),
                $"the zone refuses its change: {refused.Key}", "./pipeline plan");
        foreach (var left in zone.LeftOut.GroupBy(one => one.Reason))
            yield return new(
                TroubleKind.LeftOut, TroubleWeight.Warning, List([.. left.Select(one => one.Service)]),
                $"{left.Sum(one => one.Instances)} instances have no record: {Explain(left.Key)}", "./pipeline plan");
        if (zone.Cost.Waits > LongWait)
            yield return new(
                TroubleKind.BudgetShort, TroubleWeight.Warning, zone.Id,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{zone.Changes} changes wait, and the account's budget needs {zone.Cost.Waits.TotalSeconds:0} s for them"),
                "./pipeline plan");
    }

    private static string List(IReadOnlyList<string> records) => records.Count <= NamedAtMost
        ? string.Join(", ", records)
        : $"{string.Join(", ", records.Take(NamedAtMost))} and {records.Count - NamedAtMost} more";

    private static string Explain(LeftOutReason reason) => reason switch
    {
        LeftOutReason.Identifiers => "their name has as many record sets as a name can have",
        LeftOutReason.Records => "the zone has no room",
        LeftOutReason.Targets => "the address record of their host is refused, or somebody else's",
        LeftOutReason.Route => "their name leads to a balancer, or to other tasks: a name has one route",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "An unknown reason to leave out."),
    };
}
