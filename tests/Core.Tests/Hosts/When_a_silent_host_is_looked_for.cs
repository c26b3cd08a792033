using Pipeline.Core.Hosts;

namespace Pipeline.Core.Tests.Hosts;

public sealed class When_a_silent_host_is_looked_for
{
    [Theory]
    [InlineData(MachineState.Ended, OrchestratorAgent.Unseen, Presence.Gone)]
    [InlineData(MachineState.Ended, OrchestratorAgent.Unregistered, Presence.Gone)]
    [InlineData(MachineState.Ended, OrchestratorAgent.Disconnected, Presence.Gone)]
    [InlineData(MachineState.Ended, OrchestratorAgent.Connected, Presence.Gone)]
    [InlineData(MachineState.Running, OrchestratorAgent.Unseen, Presence.Running)]
    [InlineData(MachineState.Running, OrchestratorAgent.Unregistered, Presence.Running)]
    [InlineData(MachineState.Running, OrchestratorAgent.Disconnected, Presence.Running)]
    [InlineData(MachineState.Running, OrchestratorAgent.Connected, Presence.Running)]
    [InlineData(MachineState.Absent, OrchestratorAgent.Unseen, Presence.Gone)]
    [InlineData(MachineState.Absent, OrchestratorAgent.Unregistered, Presence.Gone)]
    [InlineData(MachineState.Absent, OrchestratorAgent.Disconnected, Presence.Gone)]
    [InlineData(MachineState.Absent, OrchestratorAgent.Connected, Presence.Running)]
    [InlineData(MachineState.Unseen, OrchestratorAgent.Unseen, Presence.Uncertain)]
    [InlineData(MachineState.Unseen, OrchestratorAgent.Unregistered, Presence.Uncertain)]
    [InlineData(MachineState.Unseen, OrchestratorAgent.Disconnected, Presence.Uncertain)]
    [InlineData(MachineState.Unseen, OrchestratorAgent.Connected, Presence.Running)]
    public void The_evidence_means(MachineState machine, OrchestratorAgent agent, Presence presence) =>
        new HostEvidence(machine, agent, "seen").ToReport().ShouldBe(new WitnessReport(presence, "seen"));
}
