using System.Collections.Immutable;
using Pipeline.Core.Dns.Planning;
using Pipeline.Tests.Route53Emulator.Wire;
using Pipeline.Tests.Route53Emulator.Zones;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>An AWS account with its zones, changes and token buckets. Not thread-safe.</summary>
internal sealed class Account(Rules rules, TimeProvider time)
{
    private readonly Dictionary<string, SubmittedChange> changes = [];
    private readonly Dictionary<string, Bucket> requestsByAction = [];
    private readonly Bucket requests = new(rules.Requests, time);
    private readonly Bucket changeTokens = new(rules.Changes, time);

    public ImmutableDictionary<string, HostedZone> Zones { get; set; } = ImmutableDictionary<string, HostedZone>.Empty;

    public Counts Counts { get; set; } = new();

    /// <summary>Takes a token for a request from the buckets of the account and of the action.</summary>
    /// <returns>A throttling error if a bucket is empty; otherwise null.</returns>
    public Answer? TakeRequestToken(string action)
    {
        Counts = Counts.WithCall(action);
        if (!requestsByAction.TryGetValue(action, out var own)) requestsByAction[action] = own = new Bucket(BucketSizeOf(action), time);
        if (!requests.Has(1) || !own.Has(1)) return Throttle();
        requests.Take(1);
        own.Take(1);
        return null;
    }

    public Answer Change(string zoneId, IReadOnlyList<Change> batch)
    {
        if (Zones.GetValueOrDefault(zoneId) is not { } zone) return NoSuchZone(zoneId);
        if (zone.BusyUntil > time.GetTimestamp())
        {
            Counts = Counts with { Busy = Counts.Busy + 1 };
            return Answer.Error(
                400, "PriorRequestNotComplete", "The request was rejected because Route 53 was still processing a prior request.");
        }

        var cost = batch.Sum(change => change.Times);
        if (!changeTokens.Has(cost)) return Throttle();
        changeTokens.Take(cost);

        var (after, rejections) = zone.Apply(batch, rules);
        Counts = rejections.Count > 0
            ? Counts with { Refused = Counts.Refused + 1, Tokens = Counts.Tokens + cost }
            : Counts with { Applied = Counts.Applied + 1, Tokens = Counts.Tokens + cost };
        if (rejections.Count > 0) return Answer.Error(400, "InvalidChangeBatch", $"[{string.Join(", ", rejections)}]");

        var busy = (long)(rules.Processing.TotalSeconds * time.TimestampFrequency);
        Zones = Zones.SetItem(zoneId, after with { BusyUntil = time.GetTimestamp() + busy });
        return Answer.Create(200, "ChangeResourceRecordSetsResponse", Documents.ToXml(Submit(), time.GetUtcNow()));
    }

    public Answer List(string zoneId, RecordId? from, int maxItems)
    {
        if (Zones.GetValueOrDefault(zoneId) is not { } zone) return NoSuchZone(zoneId);
        var size = Math.Min(maxItems, rules.PageSize);
        var page = zone.Records.Values.Where(record => from is null || RecordOrder.Instance.Compare(record.Id, from) >= 0).Take(size + 1)
            .ToList();
        var next = page.Count > size ? page[^1].Id : null;
        return Answer.Create(
            200, "ListResourceRecordSetsResponse",
            Answer.E("ResourceRecordSets", page.Take(size).Select(Documents.ToXml)),
            Answer.E("IsTruncated", next is not null),
            next is null ? null : Answer.E("NextRecordName", Escapes.Write(next.Name)),
            Answer.Maybe("NextRecordType", next?.Type),
            Answer.Maybe("NextRecordIdentifier", next?.SetIdentifier),
            Answer.E("MaxItems", maxItems));
    }

    public Answer GetChange(string id) => changes.GetValueOrDefault(id) is { } change
        ? Answer.Create(200, "GetChangeResponse", Documents.ToXml(change, time.GetUtcNow()))
        : Answer.Error(404, "NoSuchChange", $"Could not find resource with ID: {id}");

    public Answer GetZone(string id) => Zones.GetValueOrDefault(id) is { } zone
        ? Answer.Create(200, "GetHostedZoneResponse", Documents.ToXml(zone))
        : NoSuchZone(id);

    public Answer ListZones(string? dnsName, string? zoneId, int maxItems)
    {
        var from = dnsName is null ? "" : Escapes.Read(dnsName);
        var found = Zones.Values
            .Where(zone => RecordOrder.CompareNames(zone.Name, from) is var order
                && (dnsName is null || order > 0 || (order == 0 && string.CompareOrdinal(zone.Id, zoneId ?? "") >= 0)))
            .Order(Comparer<HostedZone>.Create(
                (x, y) => RecordOrder.CompareNames(x.Name, y.Name) is var order and not 0 ? order : string.CompareOrdinal(x.Id, y.Id)))
            .Take(maxItems + 1).ToList();
        var next = found.Count > maxItems ? found[^1] : null;
        return Answer.Create(
            200, "ListHostedZonesByNameResponse",
            Answer.E("HostedZones", found.Take(maxItems).Select(Documents.ToXml)),
            Answer.Maybe("DNSName", dnsName), Answer.Maybe("HostedZoneId", zoneId),
            Answer.E("IsTruncated", next is not null),
            next is null ? null : Answer.E("NextDNSName", Escapes.Write(next.Name)),
            Answer.Maybe("NextHostedZoneId", next?.Id),
            Answer.E("MaxItems", maxItems));
    }

    public Answer CreateZone(string name, string callerReference, bool isPrivate)
    {
        if (Zones.Values.Any(zone => zone.CallerReference == callerReference))
            return Answer.Error(
                409, "HostedZoneAlreadyExists", "A hosted zone has already been created with the specified caller reference.");
        var zone = HostedZone.Create($"Z{Guid.NewGuid():N}"[..14].ToUpperInvariant(), Escapes.Read(name), isPrivate, callerReference);
        Zones = Zones.Add(zone.Id, zone);
        return Answer.Create(201, "CreateHostedZoneResponse", Documents.ToXml(zone), Documents.ToXml(Submit(), time.GetUtcNow()));
    }

    public Answer DeleteZone(string id)
    {
        if (Zones.GetValueOrDefault(id) is not { } zone) return NoSuchZone(id);
        if (zone.Records.Count > 2) return Answer.Error(
            400, "HostedZoneNotEmpty", "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
        Zones = Zones.Remove(id);
        return Answer.Create(200, "DeleteHostedZoneResponse", Documents.ToXml(Submit(), time.GetUtcNow()));
    }

    private SubmittedChange Submit()
    {
        var change = new SubmittedChange(
            $"C{Guid.NewGuid():N}"[..14].ToUpperInvariant(), time.GetUtcNow(), time.GetUtcNow() + rules.Propagation);
        return changes[change.Id] = change;
    }

    private Answer Throttle()
    {
        Counts = Counts with { Throttled = Counts.Throttled + 1 };
        return Answer.Error(400, "Throttling", "Rate exceeded");
    }

    /// <summary>Some actions have smaller buckets.</summary>
    private BucketSize BucketSizeOf(string action) => action switch
    {
        Actions.CreateZone => Smaller(new(40, 2)),
        Actions.DeleteZone => Smaller(new(40, 5)),
        _ => rules.Requests,
    };

    private BucketSize Smaller(BucketSize size) => rules.Requests.Capacity > 50 ? rules.Requests : size;

    private static Answer NoSuchZone(string id) => Answer.Error(404, "NoSuchHostedZone", $"No hosted zone found with ID: {id}");
}

/// <summary>A submitted change.</summary>
internal sealed record SubmittedChange(string Id, DateTimeOffset At, DateTimeOffset InSyncAt);
