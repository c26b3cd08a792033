using System.Collections.Immutable;

namespace Pipeline.Core.Dns.Fencing;

/// <summary>
/// What is sent to a zone, and takes effect as a whole or not at all: a move of the fence, then exact deletions and creations.
/// </summary>
/// <param name="Fence">The move of the fence.</param>
/// <param name="Records">The changes of records, in order; none if the fence alone moves.</param>
public sealed record ChangeList(FenceMove Fence, ImmutableArray<ExactChange> Records)
{
    /// <summary>The change tokens that it costs on Route 53: one for each deletion and creation.</summary>
    public int Tokens => Records.Length + (Fence.Old is null ? 1 : 2);

    /// <summary>A list that moves the fence alone.</summary>
    public static ChangeList Of(FenceMove fence) => new(fence, []);

    /// <summary>The list of a part of a plan.</summary>
    /// <param name="fence">The move of the fence.</param>
    /// <param name="changes">The part of the plan.</param>
    /// <param name="held">The sets that the zone holds.</param>
    public static ChangeList Compose(FenceMove fence, IEnumerable<RecordChange> changes, HeldSets held) =>
        new(fence, [.. changes.SelectMany(change => ExactChange.Of(change, held))]);
}

/// <summary>The replacement of the fence's record by that of the next value.</summary>
/// <param name="Old">The record that must be in the zone; null for none.</param>
/// <param name="New">The next value.</param>
public sealed record FenceMove(FenceRecord? Old, ZoneFence New);

/// <summary>A deletion or creation of one record set.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Set">The set; for a deletion exactly as it is in the zone.</param>
public sealed record ExactChange(ExactAction Action, RecordSet Set)
{
    /// <summary>A change of a plan: what replaces a set deletes exactly the held one first.</summary>
    public static IEnumerable<ExactChange> Of(RecordChange change, HeldSets held) => change.Action switch
    {
        ChangeAction.Delete => [new(ExactAction.Delete, change.Set)],
        ChangeAction.Upsert when held.Find(change.Set.Key) is { } old =>
            [new(ExactAction.Delete, old), new(ExactAction.Create, change.Set)],
        _ => [new(ExactAction.Create, change.Set)],
    };
}

/// <summary>What is done with one record set, named as in Route 53.</summary>
public enum ExactAction
{
    /// <summary>Removes a set. Fails unless the zone holds exactly this one.</summary>
    Delete,

    /// <summary>Adds a set. Fails if one of its key exists.</summary>
    Create,
}
