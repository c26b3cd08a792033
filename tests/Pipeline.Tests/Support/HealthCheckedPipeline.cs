using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>A private engine, and a pipeline that checks the health of its containers every second, with no floor.</summary>
public sealed class HealthCheckedPipeline : IAsyncDisposable
{
    private static readonly string[] Settings =
    [
        "--health-interval", "1", "--health-timeout", "1", "--health-grace", "1", "--health-floor", "0", "--health-stops-per-minute", "0",
        "--ttl", "1", "--report-interval", "2",
    ];

    private readonly Lazy<Task<DockerEngine>> engine = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<RunningPipeline>> pipeline;

    public HealthCheckedPipeline() => pipeline = new(async () =>
        await RunningPipeline.StartAsync(["--data", Data, "--docker", (await engine.Value).Endpoint.OriginalString, .. Settings]));

    internal string Data { get; } = TemporaryDirectory.Create("checked");

    internal Task<RunningPipeline> PipelineAsync() => pipeline.Value;

    public Task<DockerEngine> EngineAsync() => engine.Value;

    /// <summary>Starts a container of a service that serves; waits until it is healthy.</summary>
    internal async Task<string> AdmitAsync(string service, params string[] options)
    {
        await PipelineAsync();
        var id = await ContainerUnderTest.ServesAsync(await EngineAsync(), service, "127.0.0.1", options);
        await IsAsync(id, "Healthy");
        return id;
    }

    /// <summary>Has a container behave otherwise.</summary>
    internal async Task BehavesAsync(string id, string manner) => await ContainerUnderTest.BehavesAsync(await EngineAsync(), id, manner);

    /// <summary>Waits until a container's saga is in a state.</summary>
    internal Task IsAsync(string id, string state) => Eventually.GetAsync(
        () => StoryAsync(id), story => story.StartsWith($"{id} {state}"), $"{id[..12]} is {state}", TimeSpan.FromSeconds(90));

    /// <summary>What the command tells of a container: its identifier, its state, its timeline.</summary>
    internal Task<string> StoryAsync(string id) => SagaCommand.ReadAsync(id, "--data", Data);

    public async ValueTask DisposeAsync()
    {
        if (pipeline is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await pipeline.Value.Result.DisposeAsync();
        if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await engine.Value.Result.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
