namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The order of a plan's changes, which is safe at every prefix: an SRV record always points to an address, and an instance that is gone
/// is withdrawn before another one takes its place.
/// <code>
/// rank   change
/// 0      deletions: of SRV sets, and of address sets that no SRV record points to
/// 1      sets that lose instances and gain none
/// 2      address sets that SRV records will point to: added, changed or exchanged
/// 3      sets that are exchanged for sets of another policy
/// 4      sets that gain instances, or are added
/// 5      address sets that SRV records pointed to until then
/// </code>
/// </summary>
internal sealed class ChangeOrder(IEnumerable<RecordSet> held, IEnumerable<RecordSet> desired)
{
    private readonly HashSet<string> pointedTo = FindTargets(held);
    private readonly HashSet<string> willBePointedTo = FindTargets(desired);

    /// <param name="change">The change.</param>
    /// <param name="before">The set that it replaces or deletes; null for none.</param>
    public int RankOf(RecordChange change, RecordSet? before) => change switch
    {
        { Action: not ChangeAction.Delete, Set.Key: var key } when IsIn(willBePointedTo, key) => 2,
        { Set.Key: var key } when IsIn(pointedTo, key) => 5,
        { Action: ChangeAction.Delete } => 0,
        { Set: var set } when before is not null && set.Values.IsSubsetOf(before.Values) => 1,
        _ => 4,
    };

    /// <param name="group">The changes that replace all sets of one name and type.</param>
    public int RankOfReplacement(IReadOnlyList<RecordChange> group) => group[0].Set.Key switch
    {
        var key when IsIn(willBePointedTo, key) => 2,
        var key when IsIn(pointedTo, key) => 5,
        _ => 3,
    };

    private static bool IsIn(HashSet<string> targets, RecordKey key) => key.Type.IsAddress && targets.Contains(key.Name);

    private static HashSet<string> FindTargets(IEnumerable<RecordSet> sets) =>
        [.. sets.Where(set => set.Key.Type is RecordType.SRV).SelectMany(set => set.Values).Select(value => SrvValue.ReadTarget(value))];
}
