using System.Globalization;
using System.Xml.Linq;
using Pipeline.Tests.Route53Emulator.Zones;
using static Pipeline.Tests.Route53Emulator.Wire.Answer;

namespace Pipeline.Tests.Route53Emulator.Wire;

/// <summary>Reads and writes zones, records and changes as XML (API version 2013-04-01).</summary>
internal static class Documents
{
    public static XElement ToXml(HostedZone zone) => E(
        "HostedZone",
        E("Id", $"/hostedzone/{zone.Id}"), E("Name", Escapes.Write(zone.Name)), E("CallerReference", zone.CallerReference),
        E("Config", E("PrivateZone", zone.Private)), E("ResourceRecordSetCount", zone.Records.Count));

    public static XElement ToXml(SubmittedChange change, DateTimeOffset now) => E(
        "ChangeInfo",
        E("Id", $"/change/{change.Id}"), E("Status", now >= change.InSyncAt ? "INSYNC" : "PENDING"),
        E("SubmittedAt", change.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)));

    public static XElement ToXml(Record record) => E(
        "ResourceRecordSet",
        E("Name", Escapes.Write(record.Id.Name)), E("Type", record.Id.Type), Maybe("SetIdentifier", record.Id.SetIdentifier),
        Maybe("Weight", record.Weight), Maybe("Region", record.Region), Maybe("Failover", record.Failover),
        record.MultiValueAnswer is true ? E("MultiValueAnswer", true) : null,
        Maybe("TTL", record.Ttl),
        record.Alias is null ? E("ResourceRecords", record.Values.Select(value => E("ResourceRecord", E("Value", value)))) : null,
        record.Alias is var (zone, name, evaluate)
            ? E("AliasTarget", E("HostedZoneId", zone), E("DNSName", name), E("EvaluateTargetHealth", evaluate)) : null,
        Maybe("HealthCheckId", record.HealthCheckId));

    /// <exception cref="MalformedException">The batch is malformed.</exception>
    public static IReadOnlyList<Change> ReadBatch(XElement request)
    {
        var changes = request.Descendants(Namespace + "Change").Select(ReadChange).ToList();
        return changes.Count > 0 ? changes
            : throw new MalformedException(
                "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1");
    }

    private static Change ReadChange(XElement change)
    {
        var action = Text(change, "Action") switch
        {
            "CREATE" => ChangeAction.Create,
            "DELETE" => ChangeAction.Delete,
            "UPSERT" => ChangeAction.Upsert,
            var other => throw new MalformedException(
                $"Value '{other}' at 'action' failed to satisfy constraint: Member must satisfy enum value set: [CREATE, DELETE, UPSERT]"),
        };
        return new Change(action, ReadRecord(Text(change, "Action")!, change.Element(Namespace + "ResourceRecordSet")
            ?? throw new MalformedException("Invalid request: Missing field 'ResourceRecordSet'")));
    }

    private static Record ReadRecord(string action, XElement set)
    {
        var id = new RecordId(Escapes.Read(Text(set, "Name") ?? throw Missing("Name")), Text(set, "Type")
            ?? throw Missing("Type"), Text(set, "SetIdentifier"));
        var record = new Record(id, Number(set, "TTL"), [.. set.Descendants(Namespace + "Value").Select(value => value.Value)])
        {
            Weight = Number(set, "Weight"),
            MultiValueAnswer = Text(set, "MultiValueAnswer") is "true" ? true : null,
            Region = Text(set, "Region"),
            Failover = Text(set, "Failover"),
            HealthCheckId = Text(set, "HealthCheckId"),
            Alias = set.Element(Namespace + "AliasTarget") is { } alias
                ? (Text(alias, "HostedZoneId")!, Text(alias, "DNSName")!, Text(alias, "EvaluateTargetHealth") is "true")
                : null,
        };
        return record switch
        {
            { Alias: null, Ttl: null } or { Alias: null, Values: [] } => throw NotExactlyOne("none", action, set),
            { Alias: not null, Ttl: not null } or { Alias: not null, Values: not [] } => throw NotExactlyOne("more than one", action, set),
            { Alias: not null, MultiValueAnswer: not null } =>
                throw new MalformedException("Invalid request: Alias records are not supported for multivalue answer routing"),
            { Ttl: < 0 or > int.MaxValue } => throw new MalformedException("Invalid request: Value for 'TTL' is out of range"),
            { Weight: < 0 or > 255 } => throw new MalformedException("Invalid request: Value for 'Weight' is out of range"),
            { Id.SetIdentifier: { Length: 0 or > 128 } } =>
                throw new MalformedException("Invalid request: Value for 'SetIdentifier' has an invalid length"),
            { Id.SetIdentifier: not null, Weight: null, MultiValueAnswer: null, Region: null, Failover: null } =>
                throw new MalformedException("Invalid request: Missing field 'Weight' or 'Region' or 'Failover' or 'MultiValueAnswer'"),
            { Id.SetIdentifier: null } and (
                { Weight: not null } or { MultiValueAnswer: not null } or { Region: not null } or { Failover: not null }) =>
                    throw Missing("SetIdentifier"),
            _ when record.Values.Any(value => value.Length > 4_000) =>
                throw new MalformedException("Invalid request: Value is longer than 4000 characters"),
            _ => record,
        };
    }

    private static MalformedException NotExactlyOne(string found, string action, XElement set) => new(
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], "
        + $"but found {found} in Change with [Action={action}, Name={Text(set, "Name")}, Type={Text(set, "Type")}, "
        + $"SetIdentifier={Text(set, "SetIdentifier") ?? "null"}]");

    public static string? Text(XElement parent, string name) => parent.Element(Namespace + name)?.Value;

    private static long? Number(XElement parent, string name) => Text(parent, name) is { } text
        ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new MalformedException($"Invalid request: '{name}' is not a number")
        : null;

    private static MalformedException Missing(string field) => new($"Invalid request: Missing field '{field}'");
}

/// <summary>The request is not what the API describes (InvalidInput).</summary>
internal sealed class MalformedException(string message) : Exception(message);
