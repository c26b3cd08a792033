using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>A hosted zone with its records.</summary>
/// <param name="Id">Without its path.</param>
/// <param name="Name">In lower case without the final dot.</param>
/// <param name="Private">Whether it answers VPCs only.</param>
public sealed record HostedZone(string Id, string Name, bool Private, string CallerReference)
{
    /// <summary>In the order of a listing.</summary>
    public ImmutableSortedDictionary<RecordId, Record> Records { get; init; } = ImmutableSortedDictionary.Create<RecordId, Record>(RecordOrder.Instance);

    /// <summary>Until when a change is being processed.</summary>
    internal long BusyUntil { get; init; }

    /// <summary>A zone with the records that Route 53 gives it.</summary>
    public static HostedZone Fresh(string id, string name, bool isPrivate, string callerReference)
    {
        var zone = new HostedZone(id, name, isPrivate, callerReference);
        return zone.With(
            new Record(new RecordId(name, "NS"), 172_800, ["ns-0.awsdns-00.com.", "ns-512.awsdns-00.net."]),
            new Record(new RecordId(name, "SOA"), 900, ["ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]));
    }

    /// <summary>As if somebody else had put them there, by whatever means.</summary>
    public HostedZone With(params IEnumerable<Record> records) =>
        this with { Records = Records.SetItems(records.Select(record => KeyValuePair.Create(record.Id, record))) };

    public HostedZone Without(Predicate<Record> gone) =>
        this with { Records = Records.RemoveRange(Records.Values.Where(record => gone(record)).Select(record => record.Id)) };

    /// <summary>The zone after a batch, all of it or none.</summary>
    /// <returns>What is wrong with it; nothing where it was applied.</returns>
    public (HostedZone After, IReadOnlyList<string> Refusals) Apply(IReadOnlyList<Change> changes, Rules rules)
    {
        var refusals = ChangeRules.OfTheBatch(changes, rules).ToList();
        if (refusals.Count > 0) return (this, refusals);

        var records = Records;
        foreach (var change in changes)
        {
            if (ChangeRules.Of(change, records, Name, rules) is { } refusal) refusals.Add(refusal);
            else records = change.Action is ChangeAction.Delete ? records.Remove(change.Record.Id) : records.SetItem(change.Record.Id, change.Record);
        }

        if (records.Count > rules.RecordsOfAZone && records.Count > Records.Count) refusals.Add($"Exceeded limit MAX_RRSETS_BY_ZONE for zone: {Id}");
        return refusals.Count > 0 ? (this, refusals) : (this with { Records = records }, []);
    }
}
