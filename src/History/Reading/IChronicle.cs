using Pipeline.Core.Dns;
using Pipeline.History.Planning;

namespace Pipeline.History.Reading;

/// <summary>What people ask about what the zone answers, and how it came to that.</summary>
public interface IChronicle
{
    /// <summary>
    /// The values that a name answers with according to the ledger, and its earlier values with their times, within the last thousand
    /// changes.
    /// </summary>
    /// <param name="service">By its name below the domain.</param>
    Task<AnswersView> AnswersAsync(string service, CancellationToken cancel);

    /// <summary>The ledger, what would change in the zone now, and how it went lately.</summary>
    Task<ZoneStandingView> ZoneAsync(CancellationToken cancel);
}

/// <summary>A name's record sets and their history.</summary>
/// <param name="Sets">As DNS answers them: its own, and those that they point to.</param>
/// <param name="Spans">From when to when each value was answered.</param>
public sealed record AnswersView(IReadOnlyList<RecordSet> Sets, IReadOnlyList<AnswerSpan> Spans);

/// <summary>For so long a name answered with a value.</summary>
/// <param name="Until">Null while it does.</param>
public sealed record AnswerSpan(string Value, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A zone and its ledger.</summary>
/// <param name="Zone">Its identity; null while nothing was ever written.</param>
/// <param name="Ledger">What the ledger knows of what the zone holds or shall hold.</param>
/// <param name="Plan">What would change now, were the zone what the ledger says; null where nothing was ever written.</param>
/// <param name="Findings">Where the zone was found to be otherwise than the ledger knew, the newest first.</param>
/// <param name="Propagations">How long changes took to reach every name server, the oldest first.</param>
public sealed record ZoneStandingView(
    string? Zone,
    IReadOnlyList<LedgerEntry> Ledger,
    PlanView? Plan,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyList<PropagationView> Propagations);

/// <summary>How long a change took.</summary>
public sealed record PropagationView(DateTimeOffset At, TimeSpan Took);

/// <summary>Where the zone was found to be otherwise.</summary>
/// <param name="What">How, for people.</param>
public sealed record FindingView(DateTimeOffset At, string Record, string What);
