using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pipeline.Producer.Tests.Support;

/// <summary>The agent as a process, with an environment of its own.</summary>
internal sealed class AgentExecutable : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];

    private AgentExecutable(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The repository's folder.</summary>
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Pipeline.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    /// <summary>What the tests were built as, and the agent with them.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>What it wrote, to either stream.</summary>
    public IReadOnlyList<string> Said => [.. said];

    /// <summary>The files that it has in its memory, code among them (proc_pid_maps(5)).</summary>
    public async Task<string> MappedAsync()
    {
        var children = await File.ReadAllTextAsync($"/proc/{process.Id}/task/{process.Id}/children");
        return await File.ReadAllTextAsync($"/proc/{children.Trim()}/maps");
    }

    /// <summary>Starts the agent as it was built.</summary>
    public static AgentExecutable Start(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        Start(
            "dotnet",
            [Path.Combine(Root, "src", "Producer", "bin", Configuration, "net10.0", "Pipeline.Producer.dll"), .. arguments],
            environment);

    public static AgentExecutable Start(string file, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        // `timeout` ends the agent even if the test is killed, and forwards signals to it.
        var start = new ProcessStartInfo("timeout", ["--foreground", "--kill-after=10s", "10m", file, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(ConfiguresAnAgent).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(new Process { StartInfo = start });

        static bool ConfiguresAnAgent(string name) =>
            name.StartsWith("Pipeline__", StringComparison.Ordinal)
            || name.StartsWith("AWS_", StringComparison.Ordinal)
            || name.StartsWith("OTEL_", StringComparison.Ordinal)
            || name is "DOCKER_HOST";
    }

    /// <summary>The environment of an agent that speaks with moto and watches an engine.</summary>
    public static Dictionary<string, string> Environment(FactQueue queue, Uri engine) => new(Moto.Environment(queue.Endpoint))
    {
        ["Pipeline__Engine"] = engine.OriginalString,
        ["Pipeline__HostId"] = "i-0123456789abcdef0",
        ["Pipeline__HostAddress"] = "10.0.1.5",
        ["Pipeline__Scope"] = queue.Scope,
        ["Pipeline__TopicArn"] = FactQueue.TopicArn,
        ["Pipeline__ReportInterval"] = "1",
    };

    public Task SignalAsync(string signal) => ShellCommand.RunAsync("kill", [$"-{signal}", process.Id.ToString()]);

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Patience, TimeProvider.System);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await SignalAsync("TERM");
            await EndAsync();
        }

        if (TestContext.Current is { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
            output.WriteLine($"the agent said:\n{string.Join('\n', Said)}");
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null) said.Enqueue(line);
    }
}
