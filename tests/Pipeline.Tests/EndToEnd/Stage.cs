using System.Globalization;
using Pipeline.Tests.EndToEnd;
using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Stage))]

namespace Pipeline.Tests.EndToEnd;

/// <summary>What end-to-end tests share, each part started by the first test that needs it: two engines, and a pipeline that watches both.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly string data = TemporaryDirectory.Create("stage");
    private readonly Lazy<Task<DockerEngine>> first = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<DockerEngine>> second = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<RunningPipeline>> pipeline;

    public Stage() => pipeline = new(async () =>
    {
        var (one, other) = (await FirstAsync(), await SecondAsync());
        return await RunningPipeline.StartAsync("--data", data, "--docker", one.Endpoint.OriginalString, "--docker", other.Endpoint.OriginalString);
    });

    public Task<DockerEngine> FirstAsync() => first.Value;

    /// <summary>Another one.</summary>
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

internal static class PublishedPorts
{
    /// <summary>The host port that a container's port is published on.</summary>
    public static async Task<int> PortAsync(this DockerEngine engine, string container, string port) =>
        int.Parse((await engine.DockerAsync("port", container, port)).Split('\n')[0].Split(':')[^1], CultureInfo.InvariantCulture);
}
