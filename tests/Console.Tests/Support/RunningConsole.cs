using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pipeline.Console.Tests.Support;

/// <summary>A process of <c>pipeline console</c>, on a free port.</summary>
public sealed class RunningConsole : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> log = [];

    private RunningConsole(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <param name="database">The database that it reads.</param>
    /// <param name="environment">What else is set.</param>
    public static async Task<RunningConsole> StartAsync(string database, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), "console"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = start.Environment.Keys.Where(name => name.StartsWith("Pipeline__", StringComparison.OrdinalIgnoreCase));
        foreach (var name in inherited.ToArray())
            start.Environment.Remove(name);
        start.Environment["Pipeline__Database"] = database;
        start.Environment["Pipeline__Console"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var console = new RunningConsole(Process.Start(start)!);
        console.process.ErrorDataReceived += (_, line) => console.log.Enqueue(line.Data ?? "");
        console.process.BeginErrorReadLine();
        var ready = await console.process.StandardOutput.ReadLineAsync().WaitAsync(Patience, TimeProvider.System)
            ?? throw new InvalidOperationException($"the console ended before it was ready: {string.Join('\n', console.log)}");
        console.Address = new Uri(ready.Split("console ")[1].Split(' ')[0]);
        console.Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = console.Address,
            Timeout = Patience,
        };
        return console;
    }

    /// <summary>Kills it without a shutdown.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await ShellCommand.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        }

        Http?.Dispose();
        process.Dispose();
    }
}
