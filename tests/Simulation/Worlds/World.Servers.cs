using Pipeline.Core.Dns.Fencing;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Dns;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Worlds;

/// <content>The servers' processes.</content>
internal sealed partial class World
{
    private long? numberOfCopy;

    public ServiceProcess? FindProcess(string name) => servers.GetValueOrDefault(name) is { IsKilled: false } process ? process : null;

    public ProjectorProcess? FindLeader() =>
        servers.Values.OfType<ProjectorProcess>().FirstOrDefault(projector => projector is { IsKilled: false, Leads: true });

    public void StartProcess(string name)
    {
        if (FindProcess(name) is not null) return;
        Story.Tell(name, "starts");
        ServiceProcess process = name.StartsWith("projector", StringComparison.Ordinal)
            ? new ProjectorProcess(
                name, serverClocks[name], NextRandom(name), Bus, logs, Store.Connect, Projector, Zone, DrawLatency,
                Plan.HasWitness ? Witness : null)
            : new SagaProcess(
                name, serverClocks[name], NextRandom(name), Bus, logs, Store.Connect, Health, Fleet, Stopper, DrawLatency);
        servers[name] = process;
        _ = process.StartAsync();
    }

    public void KillProcess(string name)
    {
        if (FindProcess(name) is not { } process) return;
        Story.Tell(name, "is killed");
        process.Kill();
    }

    public void PauseProcess(string name)
    {
        if (FindProcess(name) is not { IsPaused: false } process) return;
        Story.Tell(name, "stands still");
        process.Pause();
    }

    public void ResumeProcess(string name)
    {
        if (FindProcess(name) is not { IsPaused: true } process) return;
        Story.Tell(name, "goes on");
        process.Resume();
        Bus.Flush();
    }

    public void RestartProcess(string name)
    {
        if (FindProcess(name) is not { IsPaused: false, IsStopping: false } process) return;
        Story.Tell(name, "is stopped");
        _ = StopAsync(process);

        async Task StopAsync(ServiceProcess old)
        {
            await old.StopAsync();
            StartProcess(name);
        }
    }

    /// <summary>
    /// A projector leads on the copy of the store, if the zone is newer than the copy. While it is not, the copy and the original are
    /// equals, and nobody can tell which one may write.
    /// </summary>
    public async Task StartCopyAsync()
    {
        var inZone = Zone.Fence is { Values: [var value] } ? ZoneFence.Parse(value)?.Number : null;
        numberOfCopy = await Store.FindFenceOfCopyAsync(SimulatedZone.Id);
        if (!(inZone > numberOfCopy)) return;
        Story.Tell("copy", "a projector starts on the copy of the store");
        var process = new CopyOfAProjector(
            "copy", new MachineClock(Clock), NextRandom("copy"), Bus, logs, Store.ConnectToCopy, Projector, Zone, DrawLatency);
        await process.StartAsync();
    }

    /// <summary>How many values of the fence the projector on the copy has taken.</summary>
    public async Task<long> CountListsOfCopyAsync() => await Store.FindFenceOfCopyAsync(SimulatedZone.Id) - numberOfCopy ?? 0;

    public void JumpServerClock(string name, TimeSpan by) => serverClocks[name].Skew += by;
}
