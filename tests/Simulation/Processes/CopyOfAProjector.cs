using Pipeline.Projector.Settings;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Dns;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>A projector on a copy of the store, for whom every host is silent, and which reaches the zone.</summary>
internal sealed class CopyOfAProjector(
    string name, MachineClock machine, Random random, SimulatedBus bus, StoryLogs logs, Func<SimulatedProcess, StoreConnection> connect,
    ProjectorSettings settings, SimulatedZone zone, Func<TimeSpan> drawLatency)
    : ProjectorProcess(name, machine, random, bus, logs, connect, settings, zone, drawLatency, witness: null)
{
    protected override void Consume()
    {
    }
}
