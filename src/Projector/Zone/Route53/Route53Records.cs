using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Amazon.Route53.Model;
using Pipeline.Core.Dns;
using ChangeAction = Pipeline.Core.Dns.ChangeAction;
using WireAction = Amazon.Route53.ChangeAction;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Converts record sets and changes to and from the types of the Route 53 client.</summary>
internal static class Route53Records
{
    public static Change Write(RecordChange change) => new(
        change.Action switch
        {
            ChangeAction.Create => WireAction.CREATE,
            ChangeAction.Upsert => WireAction.UPSERT,
            ChangeAction.Delete => WireAction.DELETE,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Action, "no such action"),
        },
        new ResourceRecordSet($"{change.Set.Key.Name}.", change.Set.Key.Type.ToString())
        {
            SetIdentifier = change.Set.Key.SetIdentifier,
            TTL = change.Set.Ttl,
            Weight = change.Set.Routing.Policy is RoutingPolicy.Weighted ? change.Set.Routing.Weight : null,
            MultiValueAnswer = change.Set.Routing.Policy is RoutingPolicy.Multivalue ? true : null,
            ResourceRecords = [.. change.Set.Values.Select(value => new ResourceRecord(value))],
        });

    /// <summary>Returns null for a type that this system never writes.</summary>
    public static RecordSet? Read(ResourceRecordSet set) => Enum.TryParse<RecordType>(set.Type.Value, out var type)
        ? new RecordSet
        {
            Key = new RecordKey(ReadName(set.Name), type, set.SetIdentifier),
            Ttl = (int)(set.TTL ?? 0),
            Routing = ReadRouting(set),
            Values = (set.ResourceRecords ?? []).Select(record => record.Value).ToImmutableSortedSet(StringComparer.Ordinal),
        }
        : null;

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

    private static Routing ReadRouting(ResourceRecordSet set) => set switch
    {
        { AliasTarget: not null } or { HealthCheckId: not null } or { Region: not null } or { Failover: not null } => Routing.Other,
        { MultiValueAnswer: true } => Routing.Multivalue,
        { Weight: { } weight } => Routing.Weighted((int)weight),
        { SetIdentifier: null } => Routing.Simple,
        _ => Routing.Other,
    };
}
