using Pipeline.Tests.MemoryStore.Registry;
using Pipeline.Tests.MemoryStore.Sagas;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>The store of a world, and the processes' connections to it.</summary>
internal sealed class WorldStore
{
    private readonly MachineClock machine;
    private readonly ProcessClock clock;
    private readonly Random random;
    private readonly Func<TimeSpan> drawLatency;
    private readonly Story story;
    private readonly List<(SimulatedProcess Process, StoreConnection Connection)> connections = [];
    private (object Registry, object Sagas)? backup;
    private MemoryRegistry? copy;

    public WorldStore(WorldClock world, Random random, Func<TimeSpan> drawLatency, Story story)
    {
        (this.random, this.drawLatency, this.story) = (random, drawLatency, story);
        machine = new MachineClock(world);
        clock = new ProcessClock(machine, owner: null);
        Registry = new MemoryRegistry(clock);
        Sagas = new MemorySagas(clock, Registry.Documents);
    }

    public StoreFaults Faults { get; } = new();

    /// <summary>As those see it who look on from outside of the world.</summary>
    public MemoryRegistry Registry { get; }

    public MemorySagas Sagas { get; }

    public StoreConnection Connect(SimulatedProcess process)
    {
        connections.RemoveAll(one => one.Process.IsKilled);
        var connection = new StoreConnection(Registry.Connect(), Sagas, new StoreLink(process, Faults, random, drawLatency));
        connections.Add((process, connection));
        return connection;
    }

    public void GoAway()
    {
        story.Tell("store", "goes away");
        Faults.IsAway = true;
        foreach (var (_, connection) in connections) connection.Cut();
    }

    public void ComeBack()
    {
        if (!Faults.IsAway) return;
        story.Tell("store", "is back");
        Faults.IsAway = false;
    }

    public void JumpClock(TimeSpan by)
    {
        story.Tell("store", $"its clock jumps by {by}");
        machine.Skew += by;
    }

    public void CutSessions()
    {
        story.Tell("store", "cuts every session");
        foreach (var (_, connection) in connections) connection.Cut();
    }

    /// <summary>Whether a copy of the registry was taken.</summary>
    public bool HasCopy => copy is not null;

    public void TakeCopy()
    {
        if (HasCopy) return;
        story.Tell("store", "is copied");
        copy = new MemoryRegistry(clock);
        copy.Restore(Registry.Backup());
    }

    /// <summary>The last number of the zone's fence that the copy knows; null if it knows none.</summary>
    public async Task<long?> FindFenceOfCopyAsync(string zone) =>
        copy is null ? null : (await copy.Ledger.ReadFenceAsync(zone, CancellationToken.None))?.Number;

    /// <summary>Connects a process to the copy.</summary>
    public StoreConnection ConnectToCopy(SimulatedProcess process) =>
        new(copy!.Connect(), Sagas, new StoreLink(process, new StoreFaults(), random, drawLatency));

    public void WriteAsANewerVersion()
    {
        story.Tell("store", "a newer version writes into every document");
        Registry.WriteAsANewerVersion();
        Sagas.WriteAsANewerVersion();
    }

    public void BackUp()
    {
        story.Tell("store", "is backed up");
        backup = (Registry.Backup(), Sagas.Backup());
    }

    public void Restore()
    {
        if (backup is not var (registry, sagas)) return;
        story.Tell("store", "is restored from its backup");
        CutSessions();
        Registry.Restore(registry);
        Sagas.Restore(sagas);
    }
}
