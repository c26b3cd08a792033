using Pipeline.Core.Dns.Budget;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Which hosted zone of Route 53 is written, and how much of the account's budget that may take.</summary>
public sealed record Route53ZoneSettings
{
    /// <summary>The domain that is served, in lower case without a final dot: the zone's name, or a name below it.</summary>
    public required string Domain { get; init; }

    /// <summary>
    /// The zone's identifier (<c>Z…</c>, with or without <c>/hostedzone/</c>); null to find the zone by its name, which is the domain.
    /// </summary>
    public string? ZoneId { get; init; }

    /// <summary>Whether the zone that is found by its name is a private one.</summary>
    public bool Private { get; init; } = true;

    /// <summary>What the account may do.</summary>
    public Route53Budget Budget { get; init; } = Route53Budget.Standard;

    /// <summary>Record sets in the zone: a quota of 10,000 that AWS raises on request.</summary>
    public int MaxRecords { get; init; } = 10_000;

    /// <summary>How long the changes of a burst may be gathered into one call.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer is waited for; then the outcome is unknown, and the zone is read.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>
/// The account's token buckets ("Throttling for Amazon Route 53 API requests", Amazon Route 53 Developer Guide). Other partitions, GovCloud
/// among them, and accounts that share their budget with others, set smaller ones.
/// </summary>
/// <param name="Requests">Requests of the whole account, whatever the action; each action has a bucket of the same size.</param>
/// <param name="Changes">Changes of record sets: CREATE 1, DELETE 1, UPSERT 2.</param>
public sealed record Route53Budget(BucketSize Requests, BucketSize Changes)
{
    /// <summary>A commercial account's default.</summary>
    public static readonly Route53Budget Standard = new(Requests: new(50, 10), Changes: new(1_500, 100));
}
