using Pipeline.Core.Dns;
using Pipeline.History.Planning;

namespace Pipeline.History.Reading;

/// <summary>Reads the zone's answers, its plan and their history for display.</summary>
public interface IChronicle
{
    /// <summary>
    /// The values that DNS answers with for a service according to the ledger, and its earlier values with their times, within the last
    /// thousand events.
    /// </summary>
    /// <param name="service">The service's name below the domain.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<AnswersView> AnswersAsync(string service, CancellationToken cancel);

    /// <summary>The ledger, the changes that would be made in the zone now, and recent outcomes.</summary>
    Task<ZoneStandingView> ZoneAsync(CancellationToken cancel);
}

/// <summary>A name's record sets and their history.</summary>
/// <param name="Sets">The name's record sets, and the sets of the hosts that they refer to.</param>
/// <param name="Spans">The spans in which each value was answered.</param>
public sealed record AnswersView(IReadOnlyList<RecordSet> Sets, IReadOnlyList<AnswerSpan> Spans);

/// <summary>The span in which a value was answered.</summary>
/// <param name="Value">The value.</param>
/// <param name="From">The beginning of the span.</param>
/// <param name="Until">The end of the span; null if the value is still answered.</param>
public sealed record AnswerSpan(string Value, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A zone and its ledger.</summary>
/// <param name="Zone">The zone's identity; null if nothing was ever written.</param>
/// <param name="Ledger">The ledger's entries: the records that the zone holds or is to hold.</param>
/// <param name="Plan">The changes that would be made now if the zone equals the ledger; null if nothing was ever written.</param>
/// <param name="Findings">Recent differences between the zone and the ledger, the newest first.</param>
/// <param name="Propagations">How long recent changes took to reach every name server, the oldest first.</param>
public sealed record ZoneStandingView(
    string? Zone,
    IReadOnlyList<LedgerEntry> Ledger,
    PlanView? Plan,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyList<PropagationView> Propagations);

/// <summary>How long a change took to reach every name server.</summary>
public sealed record PropagationView(DateTimeOffset At, TimeSpan Took);

/// <summary>A difference between the zone and the ledger.</summary>
/// <param name="At">When it was found.</param>
/// <param name="Record">The record.</param>
/// <param name="What">The difference in words.</param>
public sealed record FindingView(DateTimeOffset At, string Record, string What);
