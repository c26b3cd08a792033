namespace Pipeline.Core.Dns.Budget;

/// <summary>What a zone takes.</summary>
/// <param name="Sets">Of one record set and of one name.</param>
/// <param name="Batches">Of one change list.</param>
public sealed record ZoneLimits(SetLimits Sets, BatchLimits Batches)
{
    /// <summary>A zone that takes anything.</summary>
    public static readonly ZoneLimits None = new(SetLimits.None, BatchLimits.None);

    /// <summary>Route 53's, by its public quotas ("Quotas", Amazon Route 53 Developer Guide).</summary>
    public static readonly ZoneLimits Route53 = new(SetLimits.Route53, BatchLimits.Route53);
}

/// <summary>What fits into one record set, and how many of them under one name and type.</summary>
/// <param name="Values">Values in one set.</param>
/// <param name="Characters">Characters of all values of one set.</param>
/// <param name="Identifiers">Weighted or multivalue sets of one name and type.</param>
public sealed record SetLimits(int Values, int Characters, int Identifiers)
{
    public static readonly SetLimits None = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>
    /// 400 values and 100 sets are Route 53's quotas. The characters follow from its 32,000 a change list, in which an UPSERT counts twice:
    /// a set of more than 16,000 could be created and never be replaced. A thousand less lets one list exchange a full set for its
    /// successors.
    /// </summary>
    public static readonly SetLimits Route53 = new(Values: 400, Characters: 15_000, Identifiers: 100);

    /// <summary>Half of a set: a service that was spread is gathered again when it fits into this.</summary>
    public SetLimits Halved => this with { Values = Values / 2, Characters = Characters / 2 };

    /// <summary>Whether so much fits into one set.</summary>
    public bool Hold(int values, int characters) => values <= Values && characters <= Characters;
}

/// <summary>What fits into one change list.</summary>
/// <param name="Elements">ResourceRecord elements, one a value; an UPSERT counts twice.</param>
/// <param name="Characters">Characters of all values; an UPSERT counts twice.</param>
/// <param name="Tokens">Change tokens; a list that costs more than its account's whole bucket would never be taken.</param>
public sealed record BatchLimits(int Elements, int Characters, int Tokens)
{
    public static readonly BatchLimits None = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>Route 53's quotas of a ChangeResourceRecordSets request, and a whole bucket of change tokens.</summary>
    public static readonly BatchLimits Route53 = new(Elements: 1_000, Characters: 32_000, Tokens: 1_500);
}
