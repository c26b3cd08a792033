using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>A process of <c>pipeline up</c>, on free ports.</summary>
internal sealed partial class RunningPipeline : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> log = [];
    private readonly Task<string?> ready;
    private readonly Task logging;

    private RunningPipeline(Process process)
    {
        this.process = process;
        ready = process.StandardOutput.ReadLineAsync();
        logging = ReadLogAsync();
    }

    /// <summary>Where it answers DNS; once it is ready.</summary>
    public NameServerClient Names => new(IPEndPoint.Parse(Ready.Groups["dns"].Value));

    /// <summary>Where it serves its console; once it is ready.</summary>
    public Uri Console => new(Ready.Groups["console"].Value);

    /// <summary>Whether it said that it is ready.</summary>
    public bool IsReady => ready is { IsCompletedSuccessfully: true, Result: not null };

    /// <summary>What it logged so far.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>Starts it.</summary>
    /// <param name="environment">What is set in its environment.</param>
    /// <param name="options">Options of <c>up</c>.</param>
    public static RunningPipeline Begin(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> options) =>
        new(PipelineCommand.Start(environment, ["up", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0", .. options]));

    public static RunningPipeline Begin(params IEnumerable<string> options) => Begin(new Dictionary<string, string>(), options);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<RunningPipeline> StartAsync(params IEnumerable<string> options)
    {
        var pipeline = Begin(options);
        await pipeline.IsReadyAsync();
        return pipeline;
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task IsReadyAsync()
    {
        if (await ready.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System) is not null) return;
        await logging;
        throw new InvalidOperationException($"the pipeline ended before it was ready:\n{Log}");
    }

    /// <summary>Waits until it has logged a text.</summary>
    public Task LogsAsync(string text) =>
        Eventually.GetAsync(() => Task.FromResult(Log), said => said.Contains(text), $"the log says '{text}'");

    /// <summary>Sends it a signal, unless it has ended.</summary>
    public async Task TellAsync(string signal)
    {
        if (process.HasExited) return;
        try
        {
            await ShellCommand.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // It ended before the signal reached it.
        }
    }

    /// <summary>Sends it a signal and waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "INT")
    {
        await TellAsync(signal);
        await Eventually.ThatAsync(() => process.HasExited, $"the pipeline ends after SIG{signal}", TimeSpan.FromSeconds(60));
        await logging;
        return process.ExitCode;
    }

    /// <summary>Sends SIGKILL: it cannot clean up, and the processes that it started stay.</summary>
    public Task KillAsync() => StopAsync("KILL");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private Match Ready =>
        ReadyLine().Match(IsReady ? ready.Result! : throw new InvalidOperationException($"the pipeline is not ready:\n{Log}"));

    private async Task ReadLogAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line) log.Enqueue(line);
    }

    [GeneratedRegex(@"\Aready: dns (?<dns>\S+)  console (?<console>\S+)  domain servicediscovery\.internal\z")]
    private static partial Regex ReadyLine();
}
