using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Pipeline.Benchmarks;

/// <summary>The <c>pipeline</c> command as a process of its own, on free ports.</summary>
internal sealed partial class TheCommand : IAsyncDisposable
{
    private readonly Process process;

    private TheCommand(Process process, string ready) => (this.process, Ready) = (process, ready);

    /// <summary>What it said when it was ready.</summary>
    public string Ready { get; }

    /// <summary>Where <c>up</c> answers DNS.</summary>
    public IPEndPoint Dns => IPEndPoint.Parse(DnsIn().Match(Ready).Groups["dns"].Value);

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static Task<TheCommand> UpAsync(string database, params string[] options) =>
        StartAsync(database, new Dictionary<string, string>(), ["up", "--dns", "127.0.0.1:0", .. options]);

    /// <summary>Starts a command, and waits until it is ready.</summary>
    public static async Task<TheCommand> StartAsync(
        string database, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "pipeline.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. command, "--console", "http://127.0.0.1:0"]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["Pipeline__Database"] = database;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("ready: ", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new TheCommand(process, line);
        }

        throw new InvalidOperationException($"pipeline {command[0]} ended with {process.ExitCode} before it was ready");
    }

    /// <summary>Sends a signal; waits for its end where the signal ends it.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync();
        if (signal is "KILL" or "TERM") await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            if (process.HasExited) return;
            await SignalAsync("CONT"); // one that is frozen does not hear
            await SignalAsync("TERM");
        }
    }

    [GeneratedRegex(@"^ready: dns (?<dns>\S+)")]
    private static partial Regex DnsIn();
}
