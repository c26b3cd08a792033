using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Worlds;

/// <content>The servers' processes.</content>
internal sealed partial class World
{
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

    public void JumpServerClock(string name, TimeSpan by) => serverClocks[name].Skew += by;
}
