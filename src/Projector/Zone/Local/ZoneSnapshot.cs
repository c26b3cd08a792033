using Pipeline.Core.Dns;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>An immutable snapshot of the zone at one serial; each answer is computed from one snapshot.</summary>
public sealed class ZoneSnapshot
{
    private readonly DomainTree tree;

    private ZoneSnapshot(ZoneApex apex, uint serial, DomainTree tree)
    {
        Apex = apex;
        Serial = serial;
        Soa = apex.Soa(serial);
        this.tree = tree.With(apex.Name, (tree.Find(apex.Name) ?? Node.Empty)
            .WithOwn([new(Wire.RecordType.Soa, [Soa]), apex.NameServers]));
    }

    public ZoneApex Apex { get; }

    public uint Serial { get; }

    public Wire.SoaRecord Soa { get; }

    public IEnumerable<RecordSet> Sets => tree.Nodes.SelectMany(node => node.Sets);

    public static ZoneSnapshot Bare(ZoneApex apex, uint serial) =>
        new(apex, serial, new DomainTree(apex.Name).With(apex.NameServerName, Node.Empty.WithOwn([apex.NameServerAddress])));

    /// <param name="name">The name in lower case, without the final dot.</param>
    public Node? Find(string name) => tree.Find(name);

    /// <summary>Applies the changes in order; refused changes have no effect, and their reasons are returned.</summary>
    public (ZoneSnapshot After, IReadOnlyList<string> Refusals) Apply(IEnumerable<RecordChange> changes, uint serial)
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

        return (new(Apex, serial, after), refusals);
    }

    private static Node ApplyTo(RecordChange change, Node node)
    {
        var others = node.Sets.RemoveAll(set => set.Key == change.Set.Key);
        return node.With(change.Action is ChangeAction.Delete ? others : others.Add(change.Set));
    }
}
