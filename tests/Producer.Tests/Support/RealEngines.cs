namespace Pipeline.Producer.Tests.Support;

/// <summary>
/// The engines that tests share. The first test that needs an engine starts it, so that a test can skip where no engine is available.
/// </summary>
public sealed class RealEngines : IAsyncDisposable
{
    private readonly Lazy<Task<DockerEngine>> first = new(DockerEngine.StartAsync);
    private readonly Lazy<Task<DockerEngine>> second = new(DockerEngine.StartAsync);

    public Task<DockerEngine> FirstAsync() => first.Value;

    /// <summary>Another one.</summary>
    public Task<DockerEngine> SecondAsync() => second.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in new[] { first, second })
            if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await engine.Value.Result.DisposeAsync();
    }
}
