
namespace Pipeline.Tests.Route53Emulator;

/// <summary>
/// Route 53's limits as documented ("Quotas" and "Throttling for Amazon Route 53 API requests", Amazon Route 53 Developer Guide). The
/// defaults are those of a commercial account.
/// </summary>
public sealed record Rules
{
    /// <summary>Requests of the account, and of each action.</summary>
    public BucketSize Requests { get; init; } = new(50, 10);

    /// <summary>Changes of the account: CREATE and DELETE cost 1, UPSERT costs 2.</summary>
    public BucketSize Changes { get; init; } = new(1_500, 100);

    /// <summary>ResourceRecord elements per request; those of an UPSERT count twice.</summary>
    public int Elements { get; init; } = 1_000;

    /// <summary>Characters of all values per request; those of an UPSERT count twice.</summary>
    public int Characters { get; init; } = 32_000;

    public int ValuesOfASet { get; init; } = 400;

    /// <summary>Record sets per name and type.</summary>
    public int SetsOfAName { get; init; } = 100;

    public int RecordsOfAZone { get; init; } = 10_000;

    public int PageSize { get; init; } = 300;

    /// <summary>How long a change is processed before the response; a second change of the zone is rejected meanwhile.</summary>
    public TimeSpan Processing { get; init; } = TimeSpan.Zero;

    /// <summary>How long a change is PENDING.</summary>
    public TimeSpan Propagation { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No limit on requests or changes.</summary>
    public static Rules Unthrottled { get; } = new() { Requests = new(1e9, 1e9), Changes = new(1e9, 1e9) };
}

/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens added per second.</param>
public readonly record struct BucketSize(double Capacity, double RefillPerSecond);
