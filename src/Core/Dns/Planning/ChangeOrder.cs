namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The order of a plan's changes, which is safe at every prefix: an SRV record always points to an address, and an instance that is gone
/// is withdrawn before another one takes its place.
/// <code>
/// rank   change
/// 0      aliases that are deleted: before the name that they lead to
/// 1      deletions: of SRV sets, and of address sets that no SRV record points to
/// 2      sets that lose instances and gain none
/// 3      address sets that SRV records will point to: added, changed or exchanged
/// 4      aliases that give way to sets of their own: before their name gains instances of another protocol
/// 5      sets that are exchanged for sets of another policy, and deletions of those that such aliases led to
/// 6      sets that gain instances, or are added
/// 7      aliases that are added, or take the place of sets: after the name that they lead to
/// 8      address sets that SRV records pointed to until then
/// </code>
/// Aliases of balancers lead out of the zone: their rank orders nothing.
/// </summary>
internal sealed class ChangeOrder(IReadOnlyCollection<RecordSet> held, IReadOnlyCollection<RecordSet> desired)
{
    // Only changes of addresses need them.
    private readonly Lazy<HashSet<string>> pointedTo = new(() => NeededTargets.Of(held));
    private readonly Lazy<HashSet<string>> willBePointedTo = new(() => NeededTargets.Of(desired));

    /// <summary>The names of which an alias is held, and sets of its own are desired in its place.</summary>
    private readonly HashSet<RecordKey> ledTo =
        FindLedTo(held, desired);

    /// <param name="change">The change.</param>
    /// <param name="before">The set that it replaces or deletes; null for none.</param>
    public int RankOf(RecordChange change, RecordSet? before) => change switch
    {
        { Action: ChangeAction.Delete, Set.IsAlias: true } => 0,
        { Set.IsAlias: true } => 7,
        _ when before is { IsAlias: true } => 4,
        { Action: not ChangeAction.Delete, Set.Key: var key } when IsIn(willBePointedTo, key) => 3,
        { Set.Key: var key } when IsIn(pointedTo, key) => 8,
        { Action: ChangeAction.Delete, Set.Key: var key } when ledTo.Contains(key with { SetIdentifier = null }) => 5,
        { Action: ChangeAction.Delete } => 1,
        { Set: var set } when before is not null && set.Values.IsSubsetOf(before.Values) => 2,
        _ => 6,
    };

    /// <param name="group">The changes that replace all sets of one name and type.</param>
    public int RankOfReplacement(IReadOnlyList<RecordChange> group) => group switch
    {
        [.., { Set.IsAlias: true }] => 7,
        [{ Set.IsAlias: true }, ..] => 4,
        [{ Set.Key: var key }, ..] when IsIn(willBePointedTo, key) => 3,
        [{ Set.Key: var key }, ..] when IsIn(pointedTo, key) => 8,
        _ => 5,
    };

    private static bool IsIn(Lazy<HashSet<string>> targets, RecordKey key) => key.Type.IsAddress && targets.Value.Contains(key.Name);

    private static HashSet<RecordKey> FindLedTo(IEnumerable<RecordSet> held, IEnumerable<RecordSet> desired)
    {
        var aliases = held.Where(set => set.LeadsTo is not null).ToDictionary(set => set.Key, set => set.LeadsTo!);
        return aliases.Count == 0 ? [] :
        [
            .. desired.Where(set => !set.IsAlias)
                .Select(set => aliases.GetValueOrDefault(set.Key with { SetIdentifier = null })).OfType<RecordKey>(),
        ];
    }
}
