namespace Pipeline.Console.Api.Snapshots;

/// <summary>A question that a program asks.</summary>
/// <param name="Key">Equal keys have equal answers.</param>
/// <param name="ReadAsync">Finds the answer in a snapshot.</param>
internal sealed record Question(string Key, Func<Snapshot, CancellationToken, Task<Outcome>> ReadAsync)
{
    /// <summary>
    /// Whether the fleet alone answers it. Such an answer is made again with each new snapshot, before anybody asks: it costs no query.
    /// </summary>
    public bool IsOfFleet { get; private init; }

    /// <summary>A question that the fleet alone answers.</summary>
    public static Question OfFleet(string key, Func<Snapshot, CancellationToken, Task<Outcome>> readAsync) =>
        new(key, readAsync) { IsOfFleet = true };
}
