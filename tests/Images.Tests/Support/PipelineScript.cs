using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Tests.RealParts;

namespace Pipeline.Images.Tests.Support;

/// <summary>The <c>./pipeline</c> script at work.</summary>
internal sealed class PipelineScript : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly Task listening;

    private PipelineScript(Process process)
    {
        this.process = process;
        listening = Task.WhenAll(ListenAsync(process.StandardOutput), ListenAsync(process.StandardError));
    }

    /// <summary>All that it said so far.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Starts it on an environment that says nothing of engines or settings but what is given.</summary>
    public static PipelineScript Start(Uri? engine, params string[] arguments)
    {
        // `timeout` ends it even if the test is killed; in front, it hands signals on.
        var start = new ProcessStartInfo("timeout", ["--foreground", "--kill-after=30s", "10m", Repository.File("pipeline"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = start.Environment.Keys
            .Where(name => name is "DOCKER_HOST" || name.StartsWith("Pipeline__", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        foreach (var name in inherited)
            start.Environment.Remove(name);
        if (engine is not null) start.Environment["DOCKER_HOST"] = engine.OriginalString;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it said.</returns>
    public static async Task<(int Code, string Said)> RunAsync(Uri? engine, params string[] arguments)
    {
        await using var script = Start(engine, arguments);
        return (await script.EndAsync(), script.Said);
    }

    /// <summary>Waits until a line of it begins so.</summary>
    /// <returns>The rest of the line.</returns>
    public async Task<string> SaysAsync(string beginning)
    {
        await Eventually.ThatAsync(() => process.HasExited || Line(beginning) is not null, $"it says '{beginning}'", Patience);
        return Line(beginning)?[beginning.Length..]
            ?? throw new InvalidOperationException($"it ended before it said '{beginning}':\n{Said}");
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        if (!process.HasExited) await ShellCommand.RunAsync("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await InterruptAsync();
        process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        await listening;
        return process.ExitCode;
    }

    private string? Line(string beginning) => said.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private async Task ListenAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line) said.Enqueue(line);
    }
}
