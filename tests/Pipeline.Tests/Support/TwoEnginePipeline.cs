using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>
/// Two engines and a pipeline that watches both. End-to-end tests share them; the first test that needs a part starts it.
/// </summary>
public sealed class TwoEnginePipeline : IAsyncDisposable
{
    private readonly string data = TemporaryDirectory.Create("two-engines");
    private readonly Lazy<Task<DockerEngine>> first = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<DockerEngine>> second = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<RunningPipeline>> pipeline;

    public TwoEnginePipeline() => pipeline = new(async () =>
    {
        var (one, other) = (await FirstAsync(), await SecondAsync());
        return await RunningPipeline.StartAsync(
            "--data", data, "--docker", one.Endpoint.OriginalString, "--docker", other.Endpoint.OriginalString);
    });

    public Task<DockerEngine> FirstAsync() => first.Value;

    /// <summary>The second engine.</summary>
    public Task<DockerEngine> SecondAsync() => second.Value;

    /// <summary>The data directory of the pipeline that watches both.</summary>
    internal string Data => data;

    /// <summary>The pipeline that watches both.</summary>
    internal Task<RunningPipeline> PipelineAsync() => pipeline.Value;

    public async ValueTask DisposeAsync()
    {
        if (pipeline is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await pipeline.Value.Result.DisposeAsync();
        foreach (var engine in new[] { first, second })
            if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await engine.Value.Result.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
