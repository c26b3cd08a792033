using System.Text.Json.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Retention;

namespace Pipeline.Core.Hosts;

/// <summary>An event of one host, in the host's stream; its detail is kept for the retention.</summary>
/// <param name="At">The time by the clock of the projector.</param>
public abstract record HostEvent(DateTimeOffset At);

/// <summary>The first fact of the host arrived.</summary>
public sealed record HostJoined(string Address, DateTimeOffset At) : HostEvent(At)
{
    /// <summary>The host's IPv6 address; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }
}

/// <summary>The host has another address.</summary>
public sealed record HostMoved(string Address, DateTimeOffset At) : HostEvent(At)
{
    /// <summary>The host's IPv6 address; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }
}

/// <summary>The host missed its reports; its instances stay in DNS.</summary>
public sealed record HostSuspected(DateTimeOffset LastHeard, DateTimeOffset At) : HostEvent(At);

/// <summary>The host is silent, but its machine is known to run: only its agent is down, and its instances stay in DNS.</summary>
/// <param name="Evidence">What the cloud reports about its machine.</param>
public sealed record HostFoundMute(DateTimeOffset LastHeard, string Evidence, DateTimeOffset At) : HostEvent(At)
{
    internal string Reason => $"silent since {LastHeard:u}, but its machine runs: {Evidence}";
}

/// <summary>The host is silent for too long; its instances are deregistered.</summary>
public sealed record HostLost(DateTimeOffset LastHeard, DateTimeOffset At) : HostEvent(At)
{
    /// <summary>What the cloud reports about its machine; null if it was not asked.</summary>
    public string? Evidence { get; init; }

    internal string Reason => Evidence is null ? $"silent since {LastHeard:u}" : $"silent since {LastHeard:u}: {Evidence}";
}

/// <summary>The host left; its instances are deregistered.</summary>
public sealed record HostDeparted(string Reason, DateTimeOffset At) : HostEvent(At);

/// <summary>The end of the host is announced; its instances stay in DNS until they are stopped, or others answer for their names.</summary>
/// <param name="Ending">What is announced.</param>
public sealed record HostEndAnnounced(HostEnding Ending, DateTimeOffset At) : HostEvent(At);

/// <summary>The end of the host is not announced any more.</summary>
public sealed record HostEndWithdrawn(DateTimeOffset At) : HostEvent(At);

/// <summary>The host reports again.</summary>
public sealed record HostReturned(DateTimeOffset At) : HostEvent(At);

/// <summary>Something is heard of the host that is not believed; what was believed before stays in DNS.</summary>
/// <param name="Reason">Why, as text for people.</param>
public sealed record HostDoubted(string Reason, DateTimeOffset At) : HostEvent(At);

/// <summary>Everything that is heard of the host is believed again, or nothing else is heard any more.</summary>
public sealed record HostDoubtEnded(DateTimeOffset At) : HostEvent(At);

/// <summary>A person had it forgotten who speaks for the host: the next one who does is believed.</summary>
public sealed record HostForgotten(DateTimeOffset At) : HostEvent(At);

/// <summary>What the events before it came to; it took the place of the last one of them when they were older than the retention.</summary>
/// <param name="State">The host after them, with the version of that last one.</param>
public sealed record HostSummarized(Host State, DateTimeOffset At) : HostEvent(At), ISummary;
