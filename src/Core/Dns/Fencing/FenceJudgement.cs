namespace Pipeline.Core.Dns.Fencing;

/// <summary>Whose fence a zone has.</summary>
public enum FenceStanding
{
    /// <summary>The zone has a value of this database, perhaps of a list whose answer was lost.</summary>
    Ours,

    /// <summary>The zone has none. One is established.</summary>
    Missing,

    /// <summary>Somebody changed the record, or put an old one back. It is replaced.</summary>
    Edited,

    /// <summary>The record is another database's, or somebody else's. Nothing is written.</summary>
    Foreign,

    /// <summary>
    /// The value is of this database, but newer than it knows: the database was restored from a backup, or has a copy. Nothing is written.
    /// </summary>
    Ahead,
}

/// <summary>
/// Compares the fence in a zone with what the database remembers.
/// <code>
/// in the zone                           never issued   issued before
/// nothing                               Missing        Missing
/// another owner                         Foreign        Foreign
/// not readable                          Foreign        Edited
/// own, later than all issued                           Ahead
/// own, same number, another nonce                      Ahead
/// own, issued and possible                             Ours
/// own, replaced long ago                               Edited
/// </code>
/// </summary>
/// <param name="Standing">The result.</param>
/// <param name="Found">The record in the zone; null for none.</param>
/// <param name="Number">The number in the zone, if the value is ours.</param>
/// <param name="IsFirst">Whether this database never issued a value.</param>
public sealed record FenceJudgement(FenceStanding Standing, FenceRecord? Found, long? Number = null, bool IsFirst = false)
{
    public static FenceJudgement Judge(FenceRecord? found, FenceMemory? memory) => (found?.Read(), memory) switch
    {
        _ when found is null => new(FenceStanding.Missing, null, IsFirst: memory is null),
        (null, null) => new(FenceStanding.Foreign, found),
        (null, _) => new(FenceStanding.Edited, found),
        ({ } fence, _) when fence.Owner != memory?.Owner => new(FenceStanding.Foreign, found),
        ({ } fence, { } known) when fence.Number > known.Number => new(FenceStanding.Ahead, found),
        ({ } fence, { } known) => known.FindNonce(fence.Number) switch
        {
            null => new(FenceStanding.Edited, found),
            var nonce when nonce == fence.Nonce => new(FenceStanding.Ours, found, fence.Number),
            _ => new(FenceStanding.Ahead, found),
        },
    };

    /// <summary>Whether this database must not write the zone until a person has decided.</summary>
    public bool Blocks => Standing is FenceStanding.Foreign or FenceStanding.Ahead;

    /// <summary>Cause and remedy as a sentence for people; null if nothing is wrong.</summary>
    /// <param name="domain">The domain of the zone.</param>
    public string? Explain(string domain) => Standing switch
    {
        FenceStanding.Foreign =>
            $"the fence {FenceRecord.NameIn(domain)} TXT is another database's ({Found}): once nothing else writes this zone, run "
            + "./pipeline adopt",
        FenceStanding.Ahead =>
            $"the fence {FenceRecord.NameIn(domain)} TXT is newer than this database knows ({Found}): the database was restored from a "
            + "backup, or a copy of it writes the zone; once no copy does, run ./pipeline adopt",
        FenceStanding.Edited =>
            $"the fence {FenceRecord.NameIn(domain)} TXT was edited ({Found}); the leader replaces it",
        _ => null,
    };
}
