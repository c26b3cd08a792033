using System.Diagnostics;
using System.Globalization;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.RealParts.Runs;

namespace Pipeline.RealParts.Tests.Runs;

/// <summary>Another test run, with a runner of its own that can be killed.</summary>
internal sealed class StartedRun : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process runner;

    private StartedRun(Process runner, RunId id) => (this.runner, Id) = (runner, id);

    public RunId Id { get; }

    /// <summary>What of it is there: processes, mounts, network bridges, and its folder.</summary>
    public IReadOnlyList<string> Parts => RunParts.Of(Id);

    /// <summary>Starts a runner with the parts that are named, and waits until all of them run.</summary>
    public static async Task<StartedRun> StartAsync(params string[] parts)
    {
        var holder = Path.Combine(AppContext.BaseDirectory, "Pipeline.RealParts.Holder.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", holder, .. parts])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Else it would be a part of this run.
        start.Environment.Remove(TestRun.Mark);
        start.Environment.Remove("TMPDIR");

        var runner = Process.Start(start)!;
        var said = await runner.StandardOutput.ReadLineAsync().WaitAsync(Deadline, TimeProvider.System);
        return new(runner, RunId.TryParse(said) ?? throw new InvalidOperationException("the runner ended before its parts ran"));
    }

    /// <summary>Kills the runner as the kernel does.</summary>
    public async Task KillAsync()
    {
        runner.Kill();
        await runner.WaitForExitAsync();
    }

    /// <summary>Kills the runner and its watchdog, so that nobody sweeps.</summary>
    public async Task KillWithWatchdogAsync()
    {
        var children = await ShellCommand.RunAsync("ps", ["--ppid", runner.Id.ToString(CultureInfo.InvariantCulture), "-o", "pid=,args="]);
        var watchdog = children.Split('\n').Single(line => line.EndsWith($" {Id}", StringComparison.Ordinal));
        await ShellCommand.RunAsync("kill", ["-KILL", watchdog.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]]);
        await KillAsync();
    }

    /// <summary>Has the runner end as it does after its last test.</summary>
    public async Task EndAsync()
    {
        runner.StandardInput.Close();
        await runner.WaitForExitAsync().WaitAsync(Deadline, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (!runner.HasExited) await EndAsync();
        runner.Dispose();
    }
}
