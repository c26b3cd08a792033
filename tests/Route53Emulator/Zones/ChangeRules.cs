using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests.Route53Emulator.Zones;

using Records = ImmutableSortedDictionary<RecordId, Record>;

/// <summary>Checks changes; the messages are those that users of Route 53 report.</summary>
internal static class ChangeRules
{
    /// <summary>Checks the batch as a whole.</summary>
    public static IEnumerable<string> CheckBatch(IReadOnlyList<Change> changes, Rules rules)
    {
        if (changes.Sum(c => c.Times * Math.Max(1, c.Record.Values.Length)) > rules.Elements)
            yield return $"Number of records limit of {rules.Elements} exceeded.";
        if (changes.Sum(c => c.Times * c.Record.Values.Sum(value => value.Length)) > rules.Characters)
            yield return $"RDATA character limit of {rules.Characters} exceeded.";
        foreach (var conflict in changes.GroupBy(c => c.Record.Id)
            .Where(group => group.Select(c => c.Action).ToArray() is not ([_] or [ChangeAction.Delete, ChangeAction.Create])))
            yield return "The request contains an invalid set of changes for a resource record set "
                + $"'{conflict.Key.Type} {Escapes.Write(conflict.Key.Name)}'";
    }

    /// <summary>The reason to reject a change; null for a valid one.</summary>
    public static string? Check(Change change, Records records, HostedZone zone, Rules rules) =>
        (change.Action, records.GetValueOrDefault(change.Record.Id)) switch
        {
            (ChangeAction.Create, { } existing) => $"Tried to create resource record set {existing.Id} but it already exists",
            (ChangeAction.Delete, null) => $"Tried to delete resource record set {change.Record.Id} but it was not found",
            (ChangeAction.Delete, { } existing) when !existing.Matches(change.Record) =>
                $"Tried to delete resource record set {existing.Id} but the values provided do not match the current values",
            (ChangeAction.Delete, { Id: var id }) when id.Name == zone.Name && id.Type is "SOA" =>
                "A HostedZone must contain exactly one SOA record.",
            (ChangeAction.Delete, { Id: var id }) when id.Name == zone.Name && id.Type is "NS" =>
                "A HostedZone must contain at least one NS record for the zone itself.",
            (ChangeAction.Delete, _) => null,
            _ => CheckName(change.Record.Id, zone.Name) ?? CheckValues(change.Record, rules)
                ?? AliasRules.Check(change.Record, records, zone) ?? CheckSiblings(change.Record, records, zone.Name, rules),
        };

    private static string? CheckName(RecordId id, string zone) =>
        id.Name != zone && !id.Name.EndsWith($".{zone}", StringComparison.Ordinal)
            ? $"RRSet with DNS name {Escapes.Write(id.Name)} is not permitted in zone {Escapes.Write(zone)}"
        : id.Name == zone && id.Type is "CNAME"
            ? $"RRSet of type CNAME with DNS name {Escapes.Write(id.Name)} is not permitted at apex in zone {Escapes.Write(zone)}"
        : null;

    private static string? CheckValues(Record record, Rules rules) =>
        record.Values.Length > rules.ValuesOfASet ? $"Cannot have more than {rules.ValuesOfASet} records in a RRSet."
        : record.Id.Type is "CNAME" && record.Values.Length > 1
            ? $"RRSet of type CNAME with DNS name {Escapes.Write(record.Id.Name)} cannot have more than one value."
        : record.Values.GroupBy(record.Canonical).FirstOrDefault(equal => equal.Count() > 1) is { } duplicate
            ? $"Duplicate Resource Record: '{duplicate.Last()}'"
        : record.Values.Select(value => CheckValue(record.Id.Type, value)).FirstOrDefault(problem => problem is not null);

    private static string? CheckValue(string type, string value) => type switch
    {
        "A" when !(IPAddress.TryParse(value, out var address) && address.AddressFamily is AddressFamily.InterNetwork
            && address.ToString() == value) =>
            "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) "
                + $"encountered with '{value}''",
        "AAAA" when !(IPAddress.TryParse(value, out var address) && address.AddressFamily is AddressFamily.InterNetworkV6
            && !value.Contains('%')) =>
            "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) "
                + $"encountered with '{value}''",
        "SRV" when value.Split(' ') is not [var priority, var weight, var port, { Length: > 0 }] || !IsNumber(priority) || !IsNumber(weight)
            || !IsNumber(port) =>
            "Invalid Resource Record: 'FATAL problem: SRVRRDATANotFourFields (Value must have priority, weight, port and target) "
                + $"encountered with '{value}''",
        "TXT" when FindFlawOfText(value) is { } flaw =>
            $"Invalid Resource Record: 'FATAL problem: InvalidCharacterString ({flaw}) encountered with '{value}''",
        _ => null,
    };

    /// <summary>A TXT value is one or more strings of at most 255 characters, each in quotes, with a space in between.</summary>
    private static string? FindFlawOfText(string value)
    {
        for (var rest = value.AsSpan(); ;)
        {
            if (rest is not ['"', ..]) return "Value should be enclosed in quotation marks";
            rest = rest[1..];
            var length = 0;
            for (; rest is [not '"', ..]; length++) rest = rest[(rest is ['\\', _, ..] ? 2 : 1)..];
            if (rest.IsEmpty) return "Value should be enclosed in quotation marks";
            if (length > 255) return "Value is longer than 255 characters";
            rest = rest[1..];
            if (rest.IsEmpty) return null;
            if (rest is not [' ', ..]) return "Value should be enclosed in quotation marks";
            rest = rest[1..];
        }
    }

    private static bool IsNumber(string text) => ushort.TryParse(text, out _);

    private static string? CheckSiblings(Record record, Records records, string zone, Rules rules)
    {
        var name = Escapes.Write(record.Id.Name);
        var ofName = records.Values.Where(other => other.Id.Name == record.Id.Name && other.Id != record.Id).ToList();
        if (record.Id.Type is "CNAME" && ofName.Exists(other => other.Id.Type is not "CNAME"))
        {
            return $"RRSet of type CNAME with DNS name {name} is not permitted "
                + $"as it conflicts with other records with the same DNS name in zone {Escapes.Write(zone)}";
        }

        if (record.Id.Type is not "CNAME" && ofName.Exists(other => other.Id.Type is "CNAME"))
        {
            return $"RRSet of type {record.Id.Type} with DNS name {name} is not permitted "
                + $"because a conflicting RRSet of type CNAME with the same DNS name already exists in zone {Escapes.Write(zone)}";
        }

        var siblings = ofName.Where(other => other.Id.Type == record.Id.Type).ToList();
        var setIdentifier = record.Id.SetIdentifier is { } identifier ? $", SetIdentifier {identifier}" : "";
        var described = $"RRSet with DNS name {name}, type {record.Id.Type}{setIdentifier}";
        if (siblings.Exists(other => other.Policy != record.Policy))
        {
            return record.Policy is "multivalue"
                ? $"{described} cannot be created because a non multivalue answer rrset exists with the same name and type."
                : $"{described} cannot be created as other RRSets exist with the same name and type.";
        }

        return siblings.Count >= rules.SetsOfAName
            ? $"{described} cannot be created as the limit of {rules.SetsOfAName} RRSets with the same name and type is reached."
            : null;
    }
}
