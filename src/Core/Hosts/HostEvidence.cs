namespace Pipeline.Core.Hosts;

/// <summary>What the owner of the machines knows of one.</summary>
public enum MachineState
{
    /// <summary>It could not be asked.</summary>
    Unseen,

    /// <summary>It knows of no such machine.</summary>
    Absent,

    /// <summary>Stopped or terminated, or about to be.</summary>
    Ended,

    /// <summary>Running, or about to.</summary>
    Running,
}

/// <summary>What the orchestrator knows of its own agent on a machine, which is not ours.</summary>
public enum OrchestratorAgent
{
    /// <summary>It could not be asked, or there is none to ask.</summary>
    Unseen,

    /// <summary>It knows of no agent there.</summary>
    Unregistered,

    /// <summary>The agent is not in touch with it.</summary>
    Disconnected,

    /// <summary>The agent is in touch with it.</summary>
    Connected,
}

/// <summary>
/// What can be known of a silent host without it.
/// <code>
/// the machine      the orchestrator's agent      then
/// ended            whatever is said of it        gone: its owner knows best, and an agent's connection ends later
/// otherwise        connected                     running: something on it speaks
/// running          not connected, not seen       running: an agent that is dead says nothing of the containers beside it
/// absent           not connected, not seen       gone
/// unseen           not connected, not seen       uncertain
/// </code>
/// A running machine whose containers do not answer is not judged here: a host may be silent for as long as its machine runs.
/// </summary>
/// <param name="Words">For people: what was seen.</param>
public sealed record HostEvidence(MachineState Machine, OrchestratorAgent Agent, string Words)
{
    public Testimony Testify() => new(
        (Machine, Agent) switch
        {
            (MachineState.Ended, _) => Presence.Gone,
            (_, OrchestratorAgent.Connected) => Presence.Running,
            (MachineState.Running, _) => Presence.Running,
            (MachineState.Absent, _) => Presence.Gone,
            (MachineState.Unseen, _) => Presence.Uncertain,
            _ => throw new ArgumentOutOfRangeException(nameof(Machine), Machine, "A state that no machine has."),
        },
        Words);
}
