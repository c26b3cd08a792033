using Pipeline.Producer.Machine;

namespace Pipeline.Producer.Agents;

/// <summary>Runs the agent of a host, and tells it what happens to the machine.</summary>
/// <param name="agent">The agent.</param>
/// <param name="ends">Watches for the announced end of the machine; null where there is no metadata.</param>
/// <param name="addresses">Watches for another address of the host; null if its address is set.</param>
internal sealed class AgentSupervisor(HostAgent agent, EndMonitor? ends, AddressMonitor? addresses)
{
    /// <summary>Returns when it is cancelled and the agent has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (ends is not null) await ends.ReadAsync(agent.Announce, stop);
        await Task.WhenAll(
            ends?.RunAsync(agent.Announce, stop) ?? Task.CompletedTask,
            addresses?.RunAsync(agent.MoveTo, stop) ?? Task.CompletedTask,
            agent.RunAsync(stop));
    }
}
