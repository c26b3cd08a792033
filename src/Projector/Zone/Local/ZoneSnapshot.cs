using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>An immutable snapshot of the zone at one serial; each answer is computed from one snapshot.</summary>
public sealed class ZoneSnapshot
{
    private readonly DomainTree tree;

    private ZoneSnapshot(ZoneApex apex, uint serial, DomainTree tree, FenceRecord? fence)
    {
        Apex = apex;
        Serial = serial;
        Fence = fence;
        Soa = apex.Soa(serial);
        this.tree = tree.With(apex.Name, (tree.Find(apex.Name) ?? Node.Empty)
            .WithOwn([new(Wire.RecordType.Soa, [Soa]), apex.NameServers]));
    }

    public ZoneApex Apex { get; }

    public uint Serial { get; }

    public ZoneRecord Soa { get; }

    /// <summary>The fence's record; null for none.</summary>
    public FenceRecord? Fence { get; }

    public IEnumerable<RecordSet> Sets => tree.Nodes.SelectMany(node => node.Sets);

    public static ZoneSnapshot Bare(ZoneApex apex, uint serial) =>
        new(apex, serial, new DomainTree(apex.Name).With(apex.NameServerName, Node.Empty.WithOwn([apex.NameServerAddress])), fence: null);

    /// <param name="name">The name in lower case, without the final dot.</param>
    public Node? Find(string name) => tree.Find(name);

    /// <summary>Applies a list: it fails unless the fence is the one that it replaces.</summary>
    public (ZoneSnapshot After, IReadOnlyList<string> Refusals) Apply(ChangeList list, uint serial)
    {
        var (after, refusals) = Apply(list.Records, serial);
        return ChangeRules.CheckFence(list.Fence, Fence, Apex) is { } refusal
            ? (this, [refusal, .. refusals])
            : (after.With(FenceRecord.Of(list.Fence.New)), refusals);
    }

    /// <summary>Applies changes in order; refused changes have no effect, and their reasons are returned.</summary>
    public (ZoneSnapshot After, IReadOnlyList<string> Refusals) Apply(IEnumerable<ExactChange> changes, uint serial)
    {
        var after = tree;
        List<string> refusals = [];
        foreach (var change in changes)
        {
            var node = after.Find(change.Set.Key.Name) ?? Node.Empty;
            if (ChangeRules.Refusal(change, node, Apex) is { } refusal)
                refusals.Add(refusal);
            else
                after = after.With(change.Set.Key.Name, ApplyTo(change, node));
        }

        return (new(Apex, serial, after, Fence), refusals);
    }

    /// <summary>The zone with a fence, which is answered like any record.</summary>
    private ZoneSnapshot With(FenceRecord fence)
    {
        var name = FenceRecord.NameIn(Apex.Name);
        return new(Apex, Serial, tree.With(name, (tree.Find(name) ?? Node.Empty).WithOwn([DnsRecords.ToRrset(fence)])), fence);
    }

    private static Node ApplyTo(ExactChange change, Node node)
    {
        var others = node.Sets.RemoveAll(set => set.Key == change.Set.Key);
        return node.With(change.Action is ExactAction.Delete ? others : others.Add(change.Set));
    }
}
