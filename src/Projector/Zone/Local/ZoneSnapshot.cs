using Pipeline.Core.Dns;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The whole zone at one serial, immutable: every answer is given from one of these.</summary>
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

    /// <param name="name">In lower case, without the final dot.</param>
    public Node? Find(string name) => tree.Find(name);

    /// <summary>Takes the changes in their order; those that are refused leave no trace, and their reasons are handed back.</summary>
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
                after = after.With(change.Set.Key.Name, Take(change, node));
        }

        return (new(Apex, serial, after), refusals);
    }

    private static Node Take(RecordChange change, Node node)
    {
        var others = node.Sets.RemoveAll(set => set.Key == change.Set.Key);
        return node.With(change.Action is ChangeAction.Delete ? others : others.Add(change.Set));
    }
}
