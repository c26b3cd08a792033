namespace Pipeline.History.Planning;

/// <summary>What would change in a zone.</summary>
/// <param name="Zone">The zone's identity.</param>
/// <param name="At">When it was planned.</param>
/// <param name="AsOf">The moment whose registry it is planned for; null for the present one.</param>
/// <param name="Read">Whether the zone itself was read; where not, it is believed to hold what the ledger says.</param>
/// <param name="Records">How many record sets the ledger says that it holds.</param>
/// <param name="Changes">The plan, in its order.</param>
/// <param name="Foreign">Records of somebody else; they are left alone.</param>
/// <param name="Conflicts">Records that cannot be added, because one of somebody else is in the way.</param>
/// <param name="Open">Records whose last change has no known outcome: the next full pass settles it.</param>
/// <param name="LeftOut">Services of which the zone cannot take all instances, for people.</param>
/// <param name="Cost">What the plan costs on Route 53.</param>
/// <param name="Lost">The share of the zone's present answers that would be gone, 0 to 1.</param>
/// <param name="Notes">What else a person should know, a line each.</param>
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

/// <summary>One line of a plan.</summary>
/// <param name="Action"><c>add</c>, <c>change</c> or <c>remove</c>.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Identifier">What tells it apart from others of its name and type; null where nothing does.</param>
/// <param name="Coming">Values that it does not answer with now.</param>
/// <param name="Going">Values that it answers with now, and would not.</param>
/// <param name="Why">The reasons, for people.</param>
/// <param name="Refused">Why the zone refused just this change before; null where it did not.</param>
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

/// <summary>A record that is wanted, and what is in its way.</summary>
public sealed record ConflictView(string Wanted, RecordView InTheWay);

/// <summary>What a plan costs on Route 53, within the account's buckets and alone in them.</summary>
/// <param name="Calls">ChangeResourceRecordSets requests.</param>
/// <param name="Tokens">Change tokens: CREATE 1, DELETE 1, UPSERT 2.</param>
/// <param name="Elements">ResourceRecord elements.</param>
/// <param name="Characters">Characters of values.</param>
/// <param name="Seconds">How long the buckets, full at first, have the calls wait.</param>
public sealed record CostView(int Calls, int Tokens, int Elements, int Characters, double Seconds);
