using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.History.Words;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Planning;

/// <summary>Explains each change of a plan for its reviewer.</summary>
internal sealed class Reasons
{
    private const int ListedAtMost = 8;

    private readonly Dictionary<string, LedgerEntry> ledger;
    private readonly Dictionary<string, Finding> found;
    private readonly Dictionary<(string Name, string Value), PlacedInstance> placements = [];
    private readonly HashSet<string> hosts;
    private readonly HashSet<string> served;
    private readonly IReadOnlyDictionary<string, string> names;

    /// <param name="plan">The planned changes.</param>
    /// <param name="picture">The registry and the ledger that the plan is for.</param>
    /// <param name="zone">The zone's layout.</param>
    /// <param name="differences">Where the zone differs from the ledger.</param>
    /// <param name="names">The containers' names by their identifiers.</param>
    public Reasons(
        IReadOnlyList<RecordChange> plan, ZonePicture picture, DesiredZone zone,
        IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> differences, IReadOnlyDictionary<string, string> names)
    {
        ledger = picture.Ledger.Where(entry => entry.Key is not null).ToDictionary(entry => entry.Key!.ToString());
        found = differences.GroupBy(difference => difference.Entry.Id, difference => difference.Found.Finding).ToDictionary(
            entry => entry.Key, entry => entry.Last());
        var changed = plan.Select(change => change.Set.Key.Name).ToHashSet();
        var services = picture.Placements.Select(placement => placement.Instance.Service).Distinct().Where(
            service => changed.Contains(zone.Service(service).Name)).ToHashSet();
        var routed = zone.SelectRoutes(picture.Placements, picture.Ledger.Select(entry => entry.Held).OfType<RecordSet>());
        foreach (var (placement, record, value) in zone.Locate(
            picture.Hosts,
            routed.Where(placement => services.Contains(placement.Instance.Service)))) placements[(record.Name, value)] =
            placement;
        foreach (var name in zone.FindProtocolNames(routed).Where(name => changed.Contains(zone.Service(name.Name).Name)))
            foreach (var (placement, record, value) in zone.Locate(picture.Hosts, name.Instances))
                if (record.Type is RecordType.SRV) placements[(zone.Service(name.Name).Name, value)] = placement;
        hosts = [.. picture.Hosts.Select(host => host.Name)];
        served = [.. placements.Keys.Select(value => value.Name)];
        this.names = names;
    }

    public PlannedChange Of(RecordChange change)
    {
        var key = change.Set.Key;
        var entry = ledger.GetValueOrDefault(key.ToString());
        var held = entry?.Held?.Content ?? [];
        var wanted = change.Action is ChangeAction.Delete ? [] : change.Set.Content;
        string[] coming = [.. wanted.Except(held)], going = [.. held.Except(wanted)];
        return new PlannedChange(
            change.Action switch { ChangeAction.Create => "add", ChangeAction.Delete => "remove", _ => "change" },
            key.Name, key.Type.ToString(), key.SetIdentifier, coming, going,
            [.. Explain(key, entry, coming, going, change)],
            Equals(entry?.Refused, change) ? entry!.Refusal : null);
    }

    private IEnumerable<string> Explain(RecordKey key, LedgerEntry? entry, string[] coming, string[] going, RecordChange change)
    {
        if (entry is not null && found.TryGetValue(entry.Id, out var finding))
            yield return $"the zone differs: {Glossary.Findings.Show(finding)}";

        var label = key.Name.Split('.')[0];
        if (key.Type.IsAddress && !change.Set.IsAlias && (hosts.Contains(label) || !served.Contains(key.Name)))
        {
            if (coming is [_, ..]) yield return hosts.Contains(label)
                ? $"host {label} is present at this address" : "an instance is at this address";
            if (going is [_, ..]) yield return hosts.Contains(label)
                ? "the host is no longer at this address" : "no host and no instance is at this address any more";
        }
        else
        {
            foreach (var value in coming.Take(ListedAtMost)) yield return DescribeInstance(key, value);
            if (coming.Length > ListedAtMost) yield return $"and {coming.Length - ListedAtMost} more running instances";
            foreach (var value in going.Take(ListedAtMost)) yield return DescribeRemoval(key, value);
            if (going.Length > ListedAtMost) yield return $"and {going.Length - ListedAtMost} more deregistered instances";
        }

        if (entry?.Held is { } held && coming is [] && going is [] && change.Action is ChangeAction.Upsert)
            yield return held.Ttl != change.Set.Ttl
                ? $"the TTL changes from {held.Ttl} s to {change.Set.Ttl} s"
                : "the weight or routing policy changes";
    }

    private string DescribeInstance(RecordKey record, string value)
    {
        if (FindAliasTarget(value) is { } target) return record.Type.IsAddress
            ? $"the name leads to the load balancer {target}" : $"all instances of {target} speak this protocol";
        if (!placements.TryGetValue((record.Name, value), out var placed)) return $"an instance is registered at {Place(value)}";

        var name = names.GetValueOrDefault(placed.Container, placed.Container);
        if (placed.Instance.Balancer is not null)
            return $"{name} is behind the load balancer {placed.Instance.At.Address}, port {placed.Instance.At.Port}";
        return $"{name} ({Short(placed.Container)}) runs on {placed.Host}, port {placed.Instance.At.Port}";
    }

    private string DescribeRemoval(RecordKey record, string value) => placements.ContainsKey((record.Name, value))
        ? $"the address record that {Place(value)} points to is refused, or somebody else's"
        : FindAliasTarget(value) is { } target ? record.Type.IsAddress
            ? $"no service behind the load balancer {target} has the name any more"
            : $"not every instance of {target} speaks this protocol, or the name itself is claimed"
        : SrvValue.Parse(value) is null ? $"no instance that has its address at this name is at {value} any more"
        : $"no running instance is registered at {Place(value)} any more";

    private static string? FindAliasTarget(string value) =>
        value.StartsWith(RecordSet.AliasPrefix, StringComparison.Ordinal) ? value[RecordSet.AliasPrefix.Length..] : null;

    private static string Place(string value) => SrvValue.Parse(value)?.FormatTargetAndPort() ?? value;

    private static string Short(string id) => id.Length > 12 ? id[..12] : id;
}
