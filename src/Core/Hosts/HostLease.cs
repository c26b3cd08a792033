using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Hosts;

/// <summary>
/// When a host last reported, and who speaks for it. It changes with every newer fact, so it is a document beside the events: only its
/// consequences (suspected, lost, returned, doubted) are events.
/// </summary>
public sealed record HostLease
{
    private const int DoubtLasts = 3;

    /// <summary>A doubt that goes on is heard with each report.</summary>
    private const double DoubtIsHeardEvery = 1.5;

    /// <summary>The host's name.</summary>
    public required string Id { get; init; }

    /// <summary>The stamp of the newest full report or HostLeft; all facts up to this stamp are late.</summary>
    public Stamp Watermark { get; init; }

    /// <summary>The stamp of the newest fact of any kind.</summary>
    public Stamp Newest { get; init; }

    /// <summary>When the last newer fact arrived, by the projector's clock.</summary>
    public DateTimeOffset LastHeard { get; init; }

    /// <summary>The interval of the host's full reports, as last reported.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The engine and its version, as last reported.</summary>
    public string Engine { get; init; } = "";

    /// <summary>The agent's version, as last reported; null if it does not say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentVersion { get; init; }

    /// <summary>
    /// How long after its own time, by the host's clock, the newest full report arrived: below zero if that clock is ahead. Null in leases
    /// of versions that did not measure it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Lag { get; init; }

    /// <summary>Who is believed; null until a fact was believed, and in leases of versions without speakers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Speaker? Speaker { get; init; }

    /// <summary>Those who were believed before, the latest last; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<FormerSpeaker>? FormerSpeakers { get; init; }

    /// <summary>Those who report for the host and are not believed; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<Rival>? Rivals { get; init; }

    /// <summary>What was heard last and not believed; null if there was nothing of late.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Doubt? Doubt { get; init; }

    /// <summary>The containers that it last reported although they stay with other hosts, which doubt its word; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<string>? Contested { get; init; }

    /// <summary>Whether something doubtful is still heard: not for as long as a host may miss reports.</summary>
    /// <param name="unheard">For how long nothing doubtful was heard; null if there is no doubt.</param>
    public bool IsDoubted(TimeSpan? unheard) => Doubt is not null && unheard <= Interval * DoubtLasts;

    /// <summary>
    /// The lease after something else was doubted. A doubt stays while it is heard, so that two of them do not replace each other for ever;
    /// two who speak at once are worse than any other.
    /// </summary>
    public HostLease WithDoubt(Doubt doubt) => this switch
    {
        { Doubt: { } known } when known.Reason != doubt.Reason && !doubt.IsConflict
            && doubt.LastHeard - known.LastHeard <= Interval * (known.IsConflict ? DoubtLasts : DoubtIsHeardEvery) => this,
        _ => this with { Doubt = doubt },
    };

    /// <summary>The lease after it was forgotten who speaks for the host: the next one who does is believed.</summary>
    public HostLease Forget() => new()
    {
        Id = Id,
        LastHeard = LastHeard,
        Interval = Interval,
        Engine = Engine,
        AgentVersion = AgentVersion,
        Lag = Lag,
        Contested = Contested,
        NewerMembers = NewerMembers,
    };

    /// <summary>
    /// Whether a newer full report, or HostLeft, has arrived already. The parts of one report share a stamp, and each of them counts.
    /// </summary>
    public bool IsLate(IHostFact fact) =>
        fact.Stamp.IsOvertakenBy(Watermark) && !(fact is HostReported { Range: not null } && fact.Stamp.Sequence == Watermark.Sequence);

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }
}
