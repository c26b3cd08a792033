using Pipeline.Tests.EndToEnd;
using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Clinic))]

namespace Pipeline.Tests.EndToEnd;

/// <summary>A private engine, and a pipeline that looks after its containers' health, fast and with no floor.</summary>
public sealed class Clinic : IAsyncDisposable
{
    /// <summary>Answers <c>/cgi-bin/health</c> as the file <c>/manner</c> says; ends at once when it is asked to stop.</summary>
    private const string Service = """
        busybox mkdir -p /www/cgi-bin
        busybox cat >/www/cgi-bin/health <<'END'
        #!/bin/sh
        case $(busybox cat /manner) in
            fails) printf 'Status: 500 Internal Server Error\r\n\r\n' ;;
            hangs) busybox sleep 60 ;;
            *) printf 'Content-Type: text/plain\r\n\r\nok' ;;
        esac
        END
        busybox chmod +x /www/cgi-bin/health
        echo serves >/manner
        trap 'exit 0' TERM
        while :; do
            [ "$(busybox cat /manner)" = refuses ] || { busybox httpd -f -p 8081 -h /www & echo $! >/server; wait $!; }
            busybox sleep 0.1 & wait $!
        done
        """;

    private static readonly string[] Settings =
    [
        "--health-interval", "1", "--health-timeout", "1", "--health-grace", "1", "--health-floor", "0", "--health-stops-per-minute", "0", "--ttl", "1", "--report-interval", "2",
    ];

    private readonly Lazy<Task<DockerEngine>> engine = new(DockerEngine.StartPrivateAsync);
    private readonly Lazy<Task<RunningPipeline>> pipeline;

    public Clinic() => pipeline = new(async () =>
        await RunningPipeline.StartAsync(["--data", Data, "--docker", (await engine.Value).Endpoint.OriginalString, .. Settings]));

    internal string Data { get; } = TemporaryDirectory.Create("clinic");

    internal Task<RunningPipeline> PipelineAsync() => pipeline.Value;

    public Task<DockerEngine> EngineAsync() => engine.Value;

    /// <summary>Starts a container of a service that serves; waits until it is healthy.</summary>
    internal async Task<string> AdmitAsync(string service, params string[] options)
    {
        await PipelineAsync();
        var id = await (await EngineAsync()).RunScriptAsync(Service,
            ["-e", $"SERVICE_8081_NAME={service}", "-e", "SERVICE_8081_CHECK=http:/cgi-bin/health", "-p", "127.0.0.1::8081", .. options]);
        await IsAsync(id, "Healthy");
        return id;
    }

    /// <summary>Has a container behave otherwise.</summary>
    internal async Task BehavesAsync(string id, string manner)
    {
        var docker = await EngineAsync();
        await docker.DockerAsync("exec", id, "sh", "-c", $"echo {manner} >/manner");
        if (manner == "refuses") await docker.DockerAsync("exec", id, "sh", "-c", "kill $(busybox cat /server)");
    }

    /// <summary>Waits until a container's saga stands somewhere.</summary>
    internal Task IsAsync(string id, string state) => Eventually.GetAsync(
        () => StoryAsync(id), story => story.StartsWith($"{id} {state}"), $"{id[..12]} is {state}", TimeSpan.FromSeconds(90));

    /// <summary>What the command tells of a container: its identifier, its state, its timeline.</summary>
    internal async Task<string> StoryAsync(string id)
    {
        var told = await PipelineCommand.RunAsync("saga", id, "--data", Data, "--json");
        if (told.ExitCode != 0) return told.Errors;
        var story = System.Text.Json.JsonDocument.Parse(told.Output).RootElement;
        var moments = story.GetProperty("timeline").EnumerateArray().Select(moment => moment.GetProperty("what").GetString());
        return $"{id} {story.GetProperty("saga").GetProperty("state").GetString()}\n{string.Join('\n', moments)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (pipeline is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await pipeline.Value.Result.DisposeAsync();
        if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await engine.Value.Result.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
