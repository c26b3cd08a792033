namespace Pipeline.History.Planning;

/// <summary>The planned changes of a zone.</summary>
/// <param name="Zone">The zone's identity.</param>
/// <param name="At">When it was planned.</param>
/// <param name="AsOf">The moment of the registry that the plan is for; null for the present registry.</param>
/// <param name="Read">Whether the zone itself was read; otherwise it is assumed to hold what the ledger says.</param>
/// <param name="Records">The number of record sets in the zone according to the ledger.</param>
/// <param name="Changes">The planned changes, in order.</param>
/// <param name="Foreign">Records that this system did not write; they are not changed.</param>
/// <param name="Conflicts">Records that cannot be added, because a foreign record conflicts with them.</param>
/// <param name="Open">Records whose last change has an unknown outcome; the next full pass determines it.</param>
/// <param name="LeftOut">Services with instances that are left out of the zone, and why, in words.</param>
/// <param name="Cost">The cost of the plan on Route 53.</param>
/// <param name="Lost">The fraction of the zone's present answers that the plan removes, 0 to 1.</param>
/// <param name="Notes">Further notes for the operator, one line each.</param>
public sealed record PlanView(
    string Zone,
    DateTimeOffset At,
    DateTimeOffset? AsOf,
    bool Read,
    int Records,
    IReadOnlyList<PlannedChange> Changes,
    IReadOnlyList<RecordView> Foreign,
    IReadOnlyList<ConflictView> Conflicts,
    IReadOnlyList<string> Open,
    IReadOnlyList<string> LeftOut,
    CostView Cost,
    double Lost,
    IReadOnlyList<string> Notes)
{
    public bool IsEmpty => Changes.Count == 0;
}

/// <summary>One change of a plan.</summary>
/// <param name="Action"><c>add</c>, <c>change</c> or <c>remove</c>.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Type">The record's type.</param>
/// <param name="Identifier">The set identifier, which distinguishes records of one name and type; null if it has none.</param>
/// <param name="Coming">Values that the change adds.</param>
/// <param name="Going">Values that the change removes.</param>
/// <param name="Why">The reasons, in words.</param>
/// <param name="Refused">Why the zone refused the same change before; null if it did not.</param>
public sealed record PlannedChange(
    string Action,
    string Name,
    string Type,
    string? Identifier,
    IReadOnlyList<string> Coming,
    IReadOnlyList<string> Going,
    IReadOnlyList<string> Why,
    string? Refused);

/// <summary>A record in the zone.</summary>
public sealed record RecordView(string Name, string Type, string? Identifier, IReadOnlyList<string> Values);

/// <summary>A desired record, and the foreign record that conflicts with it.</summary>
public sealed record ConflictView(string Wanted, RecordView InTheWay);

/// <summary>The cost of a plan on Route 53, if no other client uses the account's buckets.</summary>
/// <param name="Calls">ChangeResourceRecordSets requests.</param>
/// <param name="Tokens">Change tokens: CREATE 1, DELETE 1.</param>
/// <param name="Elements">ResourceRecord elements.</param>
/// <param name="Characters">Characters of values.</param>
/// <param name="Seconds">How long the calls wait for the buckets, which are full at the start.</param>
public sealed record CostView(int Calls, int Tokens, int Elements, int Characters, double Seconds);
