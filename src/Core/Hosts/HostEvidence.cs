namespace Pipeline.Core.Hosts;

/// <summary>The state of a machine, as the cloud (EC2) reports it.</summary>
public enum MachineState
{
    /// <summary>The cloud could not be asked.</summary>
    Unseen,

    /// <summary>The cloud has no such machine.</summary>
    Absent,

    /// <summary>Stopped or terminated, or about to be.</summary>
    Ended,

    /// <summary>Running, or about to.</summary>
    Running,
}

/// <summary>The state of the orchestrator's own agent (the ECS agent, not ours) on a machine.</summary>
public enum OrchestratorAgent
{
    /// <summary>The orchestrator could not be asked, or there is none.</summary>
    Unseen,

    /// <summary>No agent is registered there.</summary>
    Unregistered,

    /// <summary>The agent is not connected.</summary>
    Disconnected,

    /// <summary>The agent is connected.</summary>
    Connected,
}

/// <summary>
/// What others report about a silent host.
/// <code>
/// the machine      the orchestrator's agent      then
/// ended            any                           gone: the connection of an agent ends later than its machine
/// otherwise        connected                     running
/// running          not connected, unseen         running: a dead agent says nothing about the containers beside it
/// absent           not connected, unseen         gone
/// unseen           not connected, unseen         uncertain
/// </code>
/// Whether the containers of a running machine answer is not considered here: a host may be silent for as long as its machine runs.
/// </summary>
/// <param name="Words">What was reported, as text for people.</param>
public sealed record HostEvidence(MachineState Machine, OrchestratorAgent Agent, string Words)
{
    public WitnessReport ToReport() => new(
        (Machine, Agent) switch
        {
            (MachineState.Ended, _) => Presence.Gone,
            (_, OrchestratorAgent.Connected) => Presence.Running,
            (MachineState.Running, _) => Presence.Running,
            (MachineState.Absent, _) => Presence.Gone,
            (MachineState.Unseen, _) => Presence.Uncertain,
            _ => throw new ArgumentOutOfRangeException(nameof(Machine), Machine, "An unknown machine state."),
        },
        Words);
}
