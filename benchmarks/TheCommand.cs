using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Pipeline.Benchmarks;

/// <summary><c>pipeline up</c> as a process of its own, on free ports.</summary>
internal sealed partial class TheCommand : IAsyncDisposable
{
    private readonly Process process;

    private TheCommand(Process process, IPEndPoint dns) => (this.process, Dns) = (process, dns);

    public IPEndPoint Dns { get; }

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<TheCommand> UpAsync(string database, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), "up", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var option in options) start.ArgumentList.Add(option);
        start.Environment["Pipeline__Database"] = database;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Ready().Match(line) is { Success: true } ready)
                return new TheCommand(process, IPEndPoint.Parse(ready.Groups["dns"].Value));
        throw new InvalidOperationException($"pipeline up ended with {process.ExitCode} before it was ready");
    }

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            Process.Start("kill", ["-TERM", process.Id.ToString()]).Dispose();
            await process.WaitForExitAsync();
        }
    }

    [GeneratedRegex(@"^ready: dns (?<dns>\S+)")]
    private static partial Regex Ready();
}
