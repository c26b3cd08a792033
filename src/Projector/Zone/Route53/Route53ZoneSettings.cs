using Pipeline.Core.Dns.Budget;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>The hosted zone of Route 53 to write, and the budget of API calls.</summary>
public sealed record Route53ZoneSettings
{
    /// <summary>The served domain, in lower case without a final dot: the zone's name, or a subdomain of it.</summary>
    public required string Domain { get; init; }

    /// <summary>
    /// The zone's identifier (<c>Z…</c>, with or without <c>/hostedzone/</c>); null to find the zone by its name, which is the domain.
    /// </summary>
    public string? ZoneId { get; init; }

    /// <summary>The role of the zone's account that is assumed for all calls to Route 53; null for the process's own credentials.</summary>
    public string? Role { get; init; }

    /// <summary>Whether to search for a private zone when searching by name.</summary>
    public bool Private { get; init; } = true;

    /// <summary>The account's request budget.</summary>
    public Route53Budget Budget { get; init; } = Route53Budget.Standard;

    /// <summary>The largest number of record sets in the zone: a quota of 10,000 that AWS raises on request.</summary>
    public int MaxRecords { get; init; } = 10_000;

    /// <summary>The longest time to gather the changes of a burst into one call.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timeout of a call; after it the outcome is unknown, and the zone is read.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>
/// The account's token buckets ("Throttling for Amazon Route 53 API requests", Amazon Route 53 Developer Guide). Other partitions, such as
/// GovCloud, and accounts with other API users need smaller values.
/// </summary>
/// <param name="Requests">The requests of the whole account, for all actions; each action also has a bucket of the same size.</param>
/// <param name="Changes">The tokens of record set changes: CREATE 1, DELETE 1.</param>
public sealed record Route53Budget(BucketSize Requests, BucketSize Changes)
{
    /// <summary>The default of an account in the commercial partition.</summary>
    public static readonly Route53Budget Standard = new(Requests: new(50, 10), Changes: new(1_500, 100));
}
