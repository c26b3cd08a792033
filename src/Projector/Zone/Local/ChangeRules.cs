using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Validates changes by Route 53's rules, so that a list that is valid here is also valid there.</summary>
internal static class ChangeRules
{
    /// <param name="change">The change to validate.</param>
    /// <param name="node">What the zone holds at its name.</param>
    /// <param name="apex">The zone.</param>
    /// <returns>The reason for the refusal; null if the change is valid.</returns>
    public static string? Refusal(ExactChange change, Node node, ZoneApex apex) =>
        CheckKey(change.Set.Key, apex)
        ?? (change.Action, node.Find(change.Set.Key)) switch
        {
            (ExactAction.Create, { } held) => $"tried to create {held.Key} but it already exists",
            (ExactAction.Delete, null) => $"tried to delete {change.Set.Key} but it was not found",
            (ExactAction.Delete, { } held) when held != change.Set =>
                $"tried to delete {held.Key} but the values provided do not match the current values",
            (ExactAction.Delete, _) => null,
            (ExactAction.Create, _) => CheckContent(change.Set) ?? CheckOtherSets(change.Set, node),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Action, "no such action"),
        };

    /// <returns>The reason for the refusal of a move of the fence; null if it is valid.</returns>
    public static string? CheckFence(FenceMove move, FenceRecord? held, ZoneApex apex) => (move.Old, held) switch
    {
        (null, null) => null,
        (null, _) => $"tried to create {FenceRecord.NameIn(apex.Name)}/TXT but it already exists",
        (_, null) => $"tried to delete {FenceRecord.NameIn(apex.Name)}/TXT but it was not found",
        var (old, present) => old == present
            ? null
            : $"tried to delete {FenceRecord.NameIn(apex.Name)}/TXT but the values provided do not match the current values",
    };

    private static string? CheckKey(RecordKey key, ZoneApex apex) => DomainNames.Read(key.Name) switch
    {
        null => $"{key} has no domain name",
        var name when DomainNames.ToKey(name) != key.Name => $"{key} is not in lower case without a final dot",
        var name when !name.IsEqualOrSubDomainOf(apex.Domain) => $"{key} is not in {apex.Name}",
        _ when key.Type.IsAddress && key.Name == apex.NameServerName => $"{key} is the name server's own",
        _ => null,
    };

    private static string? CheckContent(RecordSet set) =>
        DnsRecords.FindOutsideTarget(set) is { } target ? CheckAlias(set, target)
        : set.Ttl < 0 ? $"{set.Key} has a negative TTL"
        : set.Values.IsEmpty ? $"{set.Key} has no values"
        : set.Values.FirstOrDefault(value => DnsRecords.Read(set.Key, set.Ttl, value) is null) is { } bad
            ? $"{set.Key} cannot hold '{bad}'"
        : null;

    /// <summary>A zone of Route 53 answers aliases within it as well; nothing here writes those.</summary>
    private static string? CheckAlias(RecordSet set, string target) =>
        !set.Values.IsEmpty ? $"{set.Key} has values beside its alias"
        : DomainNames.Read(target) is null ? $"{set.Key} cannot be an alias of '{target}'"
        : null;

    /// <summary>All sets of one name and type have the same routing policy; a simple set must be the only one.</summary>
    private static string? CheckOtherSets(RecordSet set, Node node) =>
        node.Sets.Any(other => other.Key.Type == set.Key.Type && other.Key != set.Key
            && (other.Key.SetIdentifier is null || set.Key.SetIdentifier is null || other.Routing.Policy != set.Routing.Policy))
            ? $"{set.Key} cannot be created as other sets exist with the same name and type"
            : null;
}
