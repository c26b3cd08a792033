using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Engines.Processes;

/// <summary>
/// An engine whose containers are processes of this machine, on its own network, for a machine that has no engine. It begins and
/// ends them; what is told of them is told as of a simulated engine's containers.
/// </summary>
public sealed class ProcessEngine(string name, TimeProvider time) : IEngine, IContainerStopper, IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(10);

    private readonly SimulatedEngine account = new(name, time);
    private readonly ConcurrentDictionary<string, (Process Process, Task Ended)> processes = [];

    public string Name => name;

    /// <summary>Starts a process as a container.</summary>
    /// <param name="run">What it is called and which services it claims; its ports are the machine's.</param>
    /// <param name="start">How it is started.</param>
    /// <returns>The process's identifier.</returns>
    public int Run(SimulatedRun run, ProcessStartInfo start)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        var id = account.Run(run with { NetworkMode = "host" });
        processes[id] = (process, TellOfItsEndAsync(id, process));
        return process.Id;
    }

    public async Task<bool> StopAsync(string containerId, CancellationToken cancel)
    {
        if (!processes.TryGetValue(containerId, out var one)) return false;
        account.Signal(containerId);
        await EndAsync(one.Process, cancel);
        return true;
    }

    public async Task<EngineDescription> DescribeAsync(CancellationToken cancel) =>
        await account.DescribeAsync(cancel) with { Product = "processes" };

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel) => account.WatchAsync(since, cancel);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => account.ListAsync(cancel);

    public Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel) => account.InspectAsync(containerId, cancel);

    /// <summary>Ends all processes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in processes.Keys)
        {
            if (!processes.TryRemove(id, out var one)) continue;
            await EndAsync(one.Process, CancellationToken.None);
            await one.Ended;
            one.Process.Dispose();
        }
    }

    private async Task TellOfItsEndAsync(string id, Process process)
    {
        await process.WaitForExitAsync();
        account.Exit(id, process.ExitCode);
    }

    /// <summary>Asks it to end, and ends it where it does not in time.</summary>
    private async Task EndAsync(Process process, CancellationToken cancel)
    {
        if (process.HasExited) return;
        using (var asking = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await asking.WaitForExitAsync(cancel);
        try
        {
            await process.WaitForExitAsync(cancel).WaitAsync(EndsWithin, time, cancel);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancel);
        }
    }
}
