using Pipeline.Contracts;

namespace Pipeline.Producer.Agents;

/// <summary>What an agent is doing.</summary>
public enum AgentPhase
{
    /// <summary>It connects to its engine.</summary>
    Connecting,

    /// <summary>Its engine is unreachable; it will try again.</summary>
    Waiting,

    /// <summary>It watches its engine.</summary>
    Watching,
}

/// <summary>The state of an agent, to be shown to people and checked by others.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Host">Its host; null until the engine answered for the first time.</param>
/// <param name="Message">Why its engine is unreachable; null if it is reachable.</param>
/// <param name="LastReport">The stamp of its newest full report or its deregistration; <see cref="Stamp.None"/> if there is none.</param>
/// <param name="Unpublished">How many facts wait for the bus.</param>
/// <param name="Unanswered">How many containers' last inspection failed, or does not end; they stay as last reported.</param>
public sealed record AgentStatus(
    AgentPhase Phase, HostIdentity? Host, string? Message, Stamp LastReport, int Unpublished, int Unanswered = 0);
