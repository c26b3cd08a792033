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

/// <summary>The host's silence is confirmed; its instances leave.</summary>
public sealed record HostLost(DateTimeOffset LastHeard, DateTimeOffset At) : HostEvent(At);

/// <summary>The host took its leave; its instances leave.</summary>
public sealed record HostDeparted(string Reason, DateTimeOffset At) : HostEvent(At);

/// <summary>The host is heard again.</summary>
public sealed record HostReturned(DateTimeOffset At) : HostEvent(At);
