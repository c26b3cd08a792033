using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>The way from an agent to its engine. A call to an engine that hangs ends at its deadline.</summary>
internal sealed class EngineLink(SimulatedProcess agent, Machine machine, Func<TimeSpan> drawLatency) : Link(agent, drawLatency)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public override async ValueTask BeforeAsync(string call, CancellationToken cancel)
    {
        await base.BeforeAsync(call, cancel);
        if (!machine.EngineHangs) return;
        await Process.PassAsync(Deadline, cancel);
        throw new TimeoutException("simulated: the engine does not answer");
    }
}
