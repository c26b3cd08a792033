using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Pipeline.HealthSaga.Tests.Support;

/// <summary>Runs a health saga as a process, which a test kills.</summary>
internal sealed class HealthSagaProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly Task reading;

    private HealthSagaProcess(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <summary>How often it had the container stopped.</summary>
    public int Stops => said.Count(line => line == "stop");

    public static async Task<HealthSagaProcess> StartAsync(string database, params string[] options)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "Pipeline.HealthSaga.Holder.dll"), database, .. options];
        var held = new HealthSagaProcess(Process.Start(new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        await Eventually.ThatAsync(() => held.said.Contains("ready"), "the health saga runs", TimeSpan.FromSeconds(90));
        return held;
    }

    public Task RunAsync(int port) => process.StandardInput.WriteLineAsync($"start {port.ToString(CultureInfo.InvariantCulture)}");

    public Task EndAsync() => process.StandardInput.WriteLineAsync("end");

    /// <summary>The name under which it holds its locks.</summary>
    public string Prober => $"prober-{process.Id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>It does not run until it is thawed, and all its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Sends SIGKILL: the process cannot clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private Task SignalAsync(string signal) =>
        ShellCommand.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line) said.Enqueue(line);
    }
}
