using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>
/// The way from a process to something that lies outside of it. It may be slow, and it may fail before or after the effect.
/// </summary>
internal class Link(SimulatedProcess process, Func<TimeSpan> drawLatency)
{
    public SimulatedProcess Process => process;

    public virtual ValueTask BeforeAsync(string call, CancellationToken cancel) => process.PassAsync(drawLatency(), cancel);

    public virtual ValueTask AfterAsync(string call, CancellationToken cancel) => process.PassAsync(TimeSpan.Zero, cancel);
}
