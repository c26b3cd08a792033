namespace Pipeline.Core.Hosts;

/// <summary>What the registry decided about one host, kept for ever in the host's stream.</summary>
/// <param name="At">When the registry decided it.</param>
public abstract record HostEvent(DateTimeOffset At);

/// <summary>The host was heard for the first time.</summary>
public sealed record HostJoined(string Address, DateTimeOffset At) : HostEvent(At);

/// <summary>The host has another address.</summary>
public sealed record HostMoved(string Address, DateTimeOffset At) : HostEvent(At);

/// <summary>The host missed its reports; its instances still answer.</summary>
public sealed record HostSuspected(DateTimeOffset LastHeard, DateTimeOffset At) : HostEvent(At);

/// <summary>The host is silent, but its machine is known to run: its agent alone is dead, and its instances still answer.</summary>
/// <param name="Evidence">What a witness saw.</param>
public sealed record HostFoundMute(DateTimeOffset LastHeard, string Evidence, DateTimeOffset At) : HostEvent(At)
{
    internal string Reason => $"silent since {LastHeard:u}, but its machine runs: {Evidence}";
}

/// <summary>The host's silence is confirmed; its instances leave.</summary>
public sealed record HostLost(DateTimeOffset LastHeard, DateTimeOffset At) : HostEvent(At)
{
    /// <summary>What a witness saw; null where there was none to ask.</summary>
    public string? Evidence { get; init; }

    internal string Reason => Evidence is null ? $"silent since {LastHeard:u}" : $"silent since {LastHeard:u}: {Evidence}";
}

/// <summary>The host took its leave; its instances leave.</summary>
public sealed record HostDeparted(string Reason, DateTimeOffset At) : HostEvent(At);

/// <summary>The host is heard again.</summary>
public sealed record HostReturned(DateTimeOffset At) : HostEvent(At);
