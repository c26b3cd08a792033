using System.Collections.Immutable;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// The nodes of a zone by name (lower case, without the final dot). Adding a name also adds the empty non-terminals above it; removing the
/// last name below an empty non-terminal also removes that node.
/// </summary>
public sealed class DomainTree
{
    private readonly string apex;
    private readonly ImmutableDictionary<string, Node> nodes;

    public DomainTree(string apex) : this(apex, ImmutableDictionary.Create<string, Node>(StringComparer.Ordinal))
    {
    }

    private DomainTree(string apex, ImmutableDictionary<string, Node> nodes) => (this.apex, this.nodes) = (apex, nodes);

    public IEnumerable<Node> Nodes => nodes.Values;

    public Node? Find(string name) => nodes.GetValueOrDefault(name);

    public DomainTree With(string name, Node node)
    {
        var after = new DomainTree(apex, node.Exists ? nodes.SetItem(name, node) : nodes.Remove(name));
        var existenceChanged = node.Exists != nodes.ContainsKey(name);
        if (!existenceChanged || name == apex) return after;

        var above = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var parent = after.Find(above) ?? Node.Empty;
        return after.With(above, parent with { Children = parent.Children + (node.Exists ? 1 : -1) });
    }
}
