using System.Text.Json.Serialization;

namespace Pipeline.History.Status;

/// <summary>The state of a whole pipeline. What could not be read is null, and among the troubles.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Domain">The served domain.</param>
/// <param name="AllRight">Whether nothing is wrong; notices do not count.</param>
/// <param name="Summary">The same in one sentence.</param>
/// <param name="Troubles">What is wrong, the worst first; one for each cause.</param>
public sealed record StatusView(
    DateTimeOffset At, string Domain, bool AllRight, string Summary, IReadOnlyList<TroubleView> Troubles)
{
    public required DatabaseView Database { get; init; }

    public LeaderView? Leader { get; init; }

    public AgentsView? Agents { get; init; }

    public FleetCountsView? Fleet { get; init; }

    /// <summary>The queues that this process can read; null if it reads none.</summary>
    public IReadOnlyList<QueueView>? Queues { get; init; }

    public ZoneStateView? Zone { get; init; }

    /// <summary>What the changes that wait cost.</summary>
    public BudgetView? Budget { get; init; }

    /// <summary>The freezes in effect, one line each.</summary>
    public IReadOnlyList<string>? Freezes { get; init; }
}

/// <summary>Something that is wrong.</summary>
/// <param name="Kind">What it is, as a stored word.</param>
/// <param name="Weight"><c>Outage</c>, <c>Warning</c> or <c>Notice</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Cause">The cause in words.</param>
/// <param name="Next">The command to type next, or what to do where there is none.</param>
/// <param name="Since">Since when; null if that is not known.</param>
public sealed record TroubleView(string Kind, string Weight, string Subject, string Cause, string Next, DateTimeOffset? Since);

/// <summary>Whether the database answers.</summary>
/// <param name="Reason">Why it does not; null if it does.</param>
public sealed record DatabaseView(bool Answers, string? Reason);

/// <summary>Who leads the zone.</summary>
/// <param name="Holder">The process that leads, or led last; null if nobody ever did.</param>
/// <param name="Since">When it began to lead; if it does not any more, when it ended. Null if nobody ever did.</param>
/// <param name="LastPass">When the last successful pass ended; null if none is known.</param>
/// <param name="Failure">Why later passes failed; null if none did.</param>
public sealed record LeaderView(
    string Zone, bool Leads, string? Holder, long Term, DateTimeOffset? Since, DateTimeOffset? LastPass, string? Failure);

/// <summary>The agents of all hosts that are present.</summary>
/// <param name="Hosts">The number of hosts.</param>
/// <param name="Live">Those that report and are believed.</param>
/// <param name="Silent">Those that miss reports.</param>
/// <param name="Doubted">Those of which something is not believed.</param>
/// <param name="Versions">How many agents have which version.</param>
/// <param name="LastReport">When the newest report arrived; null if none did.</param>
/// <param name="ClockError">The host whose clock is off most; null if no clock is known.</param>
public sealed record AgentsView(
    int Hosts, int Live, int Silent, int Doubted, IReadOnlyList<AgentVersionView> Versions, DateTimeOffset? LastReport,
    ClockView? ClockError);

/// <param name="Version">Null for agents that do not say it.</param>
public sealed record AgentVersionView(string? Version, int Hosts);

/// <summary>A host's clock.</summary>
/// <param name="SecondsAhead">How far it is ahead; below zero, how long its newest report was on its way, or how far it is behind.</param>
public sealed record ClockView(string Host, double SecondsAhead);

/// <summary>How much there is.</summary>
public sealed record FleetCountsView(int Services, int Instances, int HeldBack, int Refused, int Checked, int Failing);

/// <summary>A queue.</summary>
/// <param name="OldestSince">Since when its oldest message waits; null if nobody knows.</param>
/// <param name="IsDeadLetters">Whether it holds messages that could not be handled.</param>
public sealed record QueueView(string Name, long Waiting, long Taken, DateTimeOffset? OldestSince, bool IsDeadLetters);

/// <summary>The zone beside its ledger and the registry.</summary>
/// <param name="Read">Whether the zone itself was read; otherwise it is believed to hold what the ledger says.</param>
/// <param name="Unread">Why it was not read; null if it was.</param>
/// <param name="Records">The number of record sets according to the ledger.</param>
/// <param name="Changes">The number of changes that wait.</param>
/// <param name="Missing">Records that are gone from the zone.</param>
/// <param name="Edited">Records that somebody else changed.</param>
/// <param name="Blocked">Records that a foreign record keeps out.</param>
/// <param name="Refused">Records whose change the zone refuses.</param>
public sealed record ZoneStateView(
    string Zone, bool Read, string? Unread, DateTimeOffset ReadAt, int Records, int Changes,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Edited, IReadOnlyList<string> Blocked, IReadOnlyList<string> Refused)
{
    /// <summary>The number of differences between the zone and its ledger.</summary>
    [JsonIgnore]
    public int Drift => Missing.Count + Edited.Count + Blocked.Count;
}

/// <summary>The cost of the changes that wait, if nothing else uses the account.</summary>
/// <param name="Calls">Requests.</param>
/// <param name="Tokens">Change tokens.</param>
/// <param name="Seconds">How long the requests wait for the account's budget.</param>
public sealed record BudgetView(int Calls, int Tokens, double Seconds);
