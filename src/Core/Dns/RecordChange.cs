namespace Pipeline.Core.Dns;

/// <summary>What a change does, in Route 53's words.</summary>
public enum ChangeAction
{
    /// <summary>Adds a record set that is known to be absent.</summary>
    Create,

    /// <summary>Replaces a record set, or adds it where its presence is unknown.</summary>
    Upsert,

    /// <summary>Removes a record set; its values are those that the zone holds.</summary>
    Delete,
}

/// <summary>One line of a plan.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Set">The record set as it shall be, or, for a delete, as it is.</param>
/// <param name="Joined">Whether it must travel in one list with the change before it: apart, one of them would be refused or a name fall silent.</param>
public sealed record RecordChange(ChangeAction Action, RecordSet Set, bool Joined = false);
