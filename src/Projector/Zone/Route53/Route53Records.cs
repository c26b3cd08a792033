using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Amazon.Route53;
using Amazon.Route53.Model;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using AliasTarget = Pipeline.Core.Dns.AliasTarget;
using WireAction = Amazon.Route53.ChangeAction;
using WireAlias = Amazon.Route53.Model.AliasTarget;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Converts change lists, record sets and the fence to and from the types of the Route 53 client.</summary>
internal static class Route53Records
{
    /// <summary>A change list: the fence first, then the records.</summary>
    public static IEnumerable<Change> Write(ChangeList list, string domain)
    {
        if (list.Fence.Old is { } old) yield return new(WireAction.DELETE, Write(old, domain));
        yield return new(WireAction.CREATE, Write(FenceRecord.Of(list.Fence.New), domain));
        foreach (var change in list.Records)
            yield return new(change.Action is ExactAction.Delete ? WireAction.DELETE : WireAction.CREATE, Write(change.Set));
    }

    /// <summary>Returns null for a type that this system never writes, and for TXT, which is the fence's alone.</summary>
    public static RecordSet? Read(ResourceRecordSet set) => Enum.TryParse<RecordType>(set.Type.Value, out var type)
        ? new RecordSet
        {
            Key = new RecordKey(ReadName(set.Name), type, set.SetIdentifier),
            Ttl = (int)(set.TTL ?? 0),
            Routing = ReadRouting(set),
            Other = ReadOther(set),
            Values = ReadValues(set),
        }
        : null;

    /// <summary>Reads the TXT record of a fence.</summary>
    public static FenceRecord ReadFence(ResourceRecordSet set) => new()
    {
        Ttl = (int)(set.TTL ?? 0),
        SetIdentifier = set.SetIdentifier,
        Routing = ReadRouting(set),
        Other = ReadOther(set),
        Values = ReadValues(set),
    };

    /// <summary>
    /// A name without its final dot and its escapes: Route 53 writes <c>*</c> as <c>\052</c> ("DNS domain name format", Amazon Route 53
    /// Developer Guide).
    /// </summary>
    public static string ReadName(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var isEscape = name[i] is '\\' && i + 3 < name.Length && name.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            text.Append(isEscape
                ? (char)Convert.ToInt32(name.Substring(i + 1, 3), fromBase: 8)
                : char.ToLower(name[i], CultureInfo.InvariantCulture));
            if (isEscape) i += 3;
        }

        return text.ToString().TrimEnd('.');
    }

    private static ResourceRecordSet Write(RecordSet set) => Write(
        new ResourceRecordSet($"{set.Key.Name}.", set.Key.Type.ToString()) { SetIdentifier = set.Key.SetIdentifier },
        set.Ttl, set.Routing, set.Values, set.Other);

    private static ResourceRecordSet Write(FenceRecord fence, string domain) => Write(
        new ResourceRecordSet($"{FenceRecord.NameIn(domain)}.", RRType.TXT) { SetIdentifier = fence.SetIdentifier },
        fence.Ttl, fence.Routing, fence.Values, fence.Other);

    private static ResourceRecordSet Write(
        ResourceRecordSet set, int ttl, Routing routing, IEnumerable<string> values, OtherMembers? other)
    {
        set.Weight = routing.Policy is RoutingPolicy.Weighted ? routing.Weight : other?.Weight;
        set.MultiValueAnswer = routing.Policy is RoutingPolicy.Multivalue ? true : other?.MultiValueAnswer;
        set.HealthCheckId = other?.HealthCheckId;
        set.Region = other?.Region;
        set.Failover = other?.Failover;
        if (other?.Alias is { } alias)
        {
            // An alias has neither TTL nor values.
            set.AliasTarget = new WireAlias
            {
                HostedZoneId = alias.HostedZoneId,
                DNSName = alias.Name,
                EvaluateTargetHealth = alias.EvaluatesHealth,
            };
            return set;
        }

        set.TTL = ttl;
        set.ResourceRecords = [.. values.Select(value => new ResourceRecord(value))];
        return set;
    }

    private static ImmutableSortedSet<string> ReadValues(ResourceRecordSet set) =>
        (set.ResourceRecords ?? []).Select(record => record.Value).ToImmutableSortedSet(StringComparer.Ordinal);

    private static Routing ReadRouting(ResourceRecordSet set) => set switch
    {
        { AliasTarget: not null } or { HealthCheckId: not null } or { Region: not null } or { Failover: not null } => Routing.Other,
        { MultiValueAnswer: true } => Routing.Multivalue,
        { Weight: { } weight } => Routing.Weighted((int)weight),
        { SetIdentifier: null } => Routing.Simple,
        _ => Routing.Other,
    };

    private static OtherMembers? ReadOther(ResourceRecordSet set) => ReadRouting(set).Policy is not RoutingPolicy.Other
        ? null
        : new OtherMembers
        {
            Alias = set.AliasTarget is { } alias
                ? new AliasTarget(alias.HostedZoneId, alias.DNSName, alias.EvaluateTargetHealth is true)
                : null,
            HealthCheckId = set.HealthCheckId,
            Region = set.Region?.Value,
            Failover = set.Failover?.Value,
            Weight = set.Weight,
            MultiValueAnswer = set.MultiValueAnswer,
        };
}
