using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Tests.RealParts.Runs;

/// <summary>A process beside the runner that learns of its end from a pipe, which the kernel closes however the runner ends.</summary>
internal sealed class RunWatchdog
{
    private const string Ready = "watching";

    private readonly Process process;

    private RunWatchdog(Process process) => this.process = process;

    /// <summary>Starts it, and returns when nothing that ends the runner can end it as well.</summary>
    public static RunWatchdog Start(RunId run)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(RunWatchdog).Assembly.Location, run.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        // It is nobody's part, not even of the run that this runner may itself be a part of.
        start.Environment.Remove(TestRun.Mark);
        start.Environment.Remove("TMPDIR");

        var process = Process.Start(start)!;
        return process.StandardOutput.ReadLine() == Ready
            ? new(process)
            : throw new InvalidOperationException("the test run's watchdog does not start");
    }

    /// <summary>Has it sweep now, and waits until it has.</summary>
    public async Task DismissAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>What the watchdog itself does.</summary>
    public static async Task WatchAsync(RunId run)
    {
        // Ctrl-C goes to every process of the terminal.
        using var interrupted = Ignore(PosixSignal.SIGINT);
        using var terminated = Ignore(PosixSignal.SIGTERM);
        using var hungUp = Ignore(PosixSignal.SIGHUP);
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await RunSweeper.SweepAsync(run);
        await RunSweeper.SweepDeadAsync();
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);
}
