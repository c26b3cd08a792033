using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Engines.Processes;

/// <summary>
/// An engine for a machine that has none: its containers are processes of this machine, on the machine's own network. It starts and stops
/// them, and mirrors each as a container of a simulated engine, which answers the agent.
/// </summary>
/// <param name="name">The name of the machine.</param>
/// <param name="time">The clock for stop timeouts and for the times of events.</param>
public sealed class ProcessEngine(string name, TimeProvider time) : IStoppingEngine, IAsyncDisposable
{
    /// <summary>How long a process may take to end after SIGTERM, before it is killed.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly SimulatedEngine mirror = new(name, time);
    private readonly ConcurrentDictionary<string, (Process Process, Task Exited)> processes = [];

    public string Name => name;

    /// <summary>Starts a process as a container.</summary>
    /// <param name="run">Its name and the services that it claims; its ports are the machine's.</param>
    /// <param name="start">How to start the process.</param>
    /// <returns>The process's identifier.</returns>
    /// <exception cref="InvalidOperationException">The process did not start.</exception>
    public int Run(SimulatedRun run, ProcessStartInfo start)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        var id = mirror.Run(run with { NetworkMode = "host" });
        processes[id] = (process, MirrorExitAsync(id, process));
        return process.Id;
    }

    public async Task<bool> StopAsync(string containerId, CancellationToken cancel)
    {
        if (!processes.TryGetValue(containerId, out var one)) return false;
        mirror.Signal(containerId);
        await StopAsync(one.Process, cancel);
        return true;
    }

    public async Task<EngineDescription> DescribeAsync(CancellationToken cancel) =>
        await mirror.DescribeAsync(cancel) with { Product = "processes" };

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel) => mirror.WatchAsync(since, cancel);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => mirror.ListAsync(cancel);

    public Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel) =>
        mirror.InspectAsync(containerId, cancel);

    /// <summary>Stops all processes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in processes.Keys)
        {
            if (!processes.TryRemove(id, out var one)) continue;
            await StopAsync(one.Process, CancellationToken.None);
            await one.Exited;
            one.Process.Dispose();
        }
    }

    private async Task MirrorExitAsync(string id, Process process)
    {
        await process.WaitForExitAsync();
        mirror.Exit(id, process.ExitCode);
    }

    /// <summary>Sends SIGTERM, and kills the process with its children if it has not ended within the timeout.</summary>
    private async Task StopAsync(Process process, CancellationToken cancel)
    {
        if (process.HasExited) return;
        await TerminateAsync(process, cancel);
        try
        {
            await process.WaitForExitAsync(cancel).WaitAsync(StopTimeout, time, cancel);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancel);
        }
    }

    // .NET has no call that sends SIGTERM.
    private static async Task TerminateAsync(Process process, CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
    }
}
