using Pipeline.Contracts;

namespace Pipeline.Producer;

/// <summary>What an agent is doing.</summary>
public enum AgentPhase
{
    /// <summary>Reaching for its engine.</summary>
    Connecting,

    /// <summary>Its engine is away; it will try again.</summary>
    Waiting,

    /// <summary>Following its engine.</summary>
    Watching,
}

/// <summary>An agent's state, for people.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Host">The host it speaks for; null until its engine first answered.</param>
/// <param name="Message">Why its engine is away; null while it is not.</param>
/// <param name="Statement">Its newest full statement, a report or its leave; none before the first.</param>
/// <param name="Unpublished">How many facts wait for the bus.</param>
public sealed record AgentStatus(AgentPhase Phase, HostIdentity? Host, string? Message, Stamp Statement, int Unpublished);
