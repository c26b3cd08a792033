using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>A hosted zone with its records.</summary>
/// <param name="Id">Without its path.</param>
/// <param name="Name">In lower case without the final dot.</param>
/// <param name="Private">Whether it answers VPCs only.</param>
public sealed record HostedZone(string Id, string Name, bool Private, string CallerReference)
{
    /// <summary>In the order of listings.</summary>
    public ImmutableSortedDictionary<RecordId, Record> Records { get; init; } = ImmutableSortedDictionary.Create<RecordId, Record>(
        RecordOrder.Instance);

    /// <summary>When the change in process ends, as a timestamp.</summary>
    internal long BusyUntil { get; init; }

    /// <summary>A new zone with its NS and SOA records.</summary>
    public static HostedZone Create(string id, string name, bool isPrivate, string callerReference)
    {
        var zone = new HostedZone(id, name, isPrivate, callerReference);
        return zone.With(
            new Record(new RecordId(name, "NS"), 172_800, ["ns-0.awsdns-00.com.", "ns-512.awsdns-00.net."]),
            new Record(new RecordId(name, "SOA"), 900, ["ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]));
    }

    /// <summary>Adds or replaces records, as another program may.</summary>
    public HostedZone With(params IEnumerable<Record> records) =>
        this with { Records = Records.SetItems(records.Select(record => KeyValuePair.Create(record.Id, record))) };

    public HostedZone Without(Predicate<Record> predicate) =>
        this with { Records = Records.RemoveRange(Records.Values.Where(record => predicate(record)).Select(record => record.Id)) };

    /// <summary>The values with which a name and type are answered, of whatever set; of an alias, those that it leads to.</summary>
    public IEnumerable<string> Answers(string name, string type) => AnswersOf(Records.Values.Where(record => record.Id.Name == name
        && record.Id.Type == type));

    /// <summary>The values with which a record set is answered; of an alias, those that it leads to.</summary>
    public IEnumerable<string> AnswersOf(Record record) => AnswersOf([record]);

    private IEnumerable<string> AnswersOf(IEnumerable<Record> records) => records.SelectMany(record => record.Alias is { } to
        ? to.Zone == Id && Escapes.Read(to.Name) != record.Id.Name ? Answers(Escapes.Read(to.Name), record.Id.Type) : []
        : record.Values);

    /// <summary>Applies a batch, atomically.</summary>
    /// <returns>The zone, and the reasons of a rejection; none if the batch was applied.</returns>
    public (HostedZone After, IReadOnlyList<string> Rejections) Apply(IReadOnlyList<Change> changes, Rules rules)
    {
        var rejections = ChangeRules.CheckBatch(changes, rules).ToList();
        if (rejections.Count > 0) return (this, rejections);

        var records = Records;
        foreach (var change in changes)
        {
            if (ChangeRules.Check(change, records, this, rules) is { } rejection) rejections.Add(rejection);
            else records = change.Action is ChangeAction.Delete ? records.Remove(change.Record.Id)
                : records.SetItem(change.Record.Id, change.Record.Replacing(records.GetValueOrDefault(change.Record.Id)));
        }

        if (records.Count > rules.RecordsOfAZone && records.Count > Records.Count) rejections.Add(
            $"Exceeded limit MAX_RRSETS_BY_ZONE for zone: {Id}");
        return rejections.Count > 0 ? (this, rejections) : (this with { Records = records }, []);
    }
}
