namespace Pipeline.Core.Dns.Budget;

/// <summary>The limits of a zone.</summary>
/// <param name="Sets">Limits of one record set and of one name.</param>
/// <param name="Batches">Limits of one change list.</param>
public sealed record ZoneLimits(SetLimits Sets, BatchLimits Batches)
{
    /// <summary>Whether a record set may be an alias to those of another name, which costs no characters.</summary>
    public bool HasAliases { get; init; }

    /// <summary>No limits.</summary>
    public static readonly ZoneLimits None = new(SetLimits.None, BatchLimits.None);

    /// <summary>The limits of Route 53 ("Quotas", Amazon Route 53 Developer Guide).</summary>
    public static readonly ZoneLimits Route53 = new(SetLimits.Route53, BatchLimits.Route53) { HasAliases = true };
}

/// <summary>Limits of one record set, and of the record sets of one name and type.</summary>
/// <param name="Values">Values in one set.</param>
/// <param name="Characters">Characters of all values of one set.</param>
/// <param name="Identifiers">Weighted or multivalue sets of one name and type.</param>
public sealed record SetLimits(int Values, int Characters, int Identifiers)
{
    public static readonly SetLimits None = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>
    /// 400 values and 100 sets are Route 53's quotas. The characters follow from the 32,000 of a change list, in which a replacement is a
    /// deletion and a creation: a set of more than 16,000 could be created but never replaced. 1,000 less allows one list to replace a full
    /// set by its successors, and to move the fence.
    /// </summary>
    public static readonly SetLimits Route53 = new(Values: 400, Characters: 15_000, Identifiers: 100);

    /// <summary>Half of a set. A service that is spread over several sets returns to one set when it fits into half of it.</summary>
    public SetLimits Halved => this with { Values = Values / 2, Characters = Characters / 2 };

    /// <summary>Whether so many values and characters fit into one set.</summary>
    public bool Hold(int values, int characters) => values <= Values && characters <= Characters;
}

/// <summary>Limits of one change list.</summary>
/// <param name="Elements">ResourceRecord elements: one per value.</param>
/// <param name="Characters">Characters of all values.</param>
/// <param name="Tokens">Change tokens. A list that costs more than the account's full bucket would never be accepted.</param>
public sealed record BatchLimits(int Elements, int Characters, int Tokens)
{
    public static readonly BatchLimits None = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>Route 53's quotas of a ChangeResourceRecordSets request, and a full bucket of change tokens.</summary>
    public static readonly BatchLimits Route53 = new(Elements: 1_000, Characters: 32_000, Tokens: 1_500);
}
