using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.RealParts;

/// <summary>One of the product's processes, started as its command is.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly Task listening;

    /// <summary>The <c>pipeline</c> command, beside the tests.</summary>
    public static string Pipeline { get; } = Path.Combine(AppContext.BaseDirectory, "pipeline.dll");

    /// <summary>The agent, where it was built: it does without the framework that the tests bring.</summary>
    public static string Agent { get; } =
        TestProject().Replace(AppContext.BaseDirectory, $"src{Path.DirectorySeparatorChar}Producer") + "Pipeline.Producer.dll";

    /// <param name="assembly">The command's assembly.</param>
    /// <param name="environment">What is set in its environment, and nothing else of the pipeline's.</param>
    /// <param name="arguments">Its command line.</param>
    public ServiceProcess(string assembly, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThePipeline).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = Process.Start(start)!;
        listening = Task.WhenAll(ListenAsync(process.StandardOutput), ListenAsync(process.StandardError));
    }

    /// <summary>All that it said so far.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Waits until a line of it holds a text.</summary>
    /// <returns>The line.</returns>
    public async Task<string> SaysAsync(string text)
    {
        try
        {
            await Eventually.ThatAsync(() => process.HasExited || Said.Contains(text), $"it says '{text}'", TimeSpan.FromSeconds(90));
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message}\n{Said}", timeout);
        }

        return said.FirstOrDefault(line => line.Contains(text))
            ?? throw new InvalidOperationException($"it ended before it said '{text}':\n{Said}");
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
        await Eventually.ThatAsync(() => process.HasExited, "it ends by itself", TimeSpan.FromSeconds(90));
        await listening;
        return process.ExitCode;
    }

    /// <summary>Kills it as the kernel does: it gets no say.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Stops it in its midst: it does not run until it is thawed, and all its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Asks it to stop.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await EndAsync("TERM");
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("TERM");
        if (TestContext.Current is { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
            output.WriteLine($"{process.StartInfo.ArgumentList[0]} said:\n{Said}");
        process.Dispose();
    }

    private static bool IsOfThePipeline(string variable) =>
        variable is "DOCKER_HOST" || variable.StartsWith("Pipeline__", StringComparison.OrdinalIgnoreCase);

    private async Task EndAsync(string signal)
    {
        if (!process.HasExited) await SignalAsync(signal);
        if (signal is not "KILL" && !process.HasExited) await SignalAsync("CONT"); // one that is frozen does not hear
        await Eventually.ThatAsync(() => process.HasExited, $"it ends after SIG{signal}", TimeSpan.FromSeconds(60));
        await listening;
    }

    private Task SignalAsync(string signal) =>
        ShellCommand.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);

    private async Task ListenAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line) said.Enqueue(line);
    }

    [GeneratedRegex(@"tests[/\\][^/\\]+(?=[/\\]bin)")]
    private static partial Regex TestProject();
}
