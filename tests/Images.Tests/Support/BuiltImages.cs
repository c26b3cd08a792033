using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(BuiltImages))]

namespace Pipeline.Images.Tests.Support;

/// <summary>
/// A private engine that holds every image, built as a person builds them, on a base of this machine's own .NET.
/// The first test that needs it starts it.
/// </summary>
public sealed class BuiltImages : IAsyncDisposable
{
    /// <summary>Tests that run on the engine, one after the other.</summary>
    public const string Tests = "yard";

    public static readonly IReadOnlyList<string> Images = ["producer", "projector", "health-saga", "console", "calc", "time", "portal"];

    private readonly Lazy<Task<DockerEngine>> engine;

    public BuiltImages() => engine = new(async () =>
    {
        var started = await DockerEngine.StartAsync();
        var (code, said) = await PipelineScript.RunAsync(started.Endpoint, "images", "--base", "machine");
        code.ShouldBe(0, said);
        return started;
    });

    public Task<DockerEngine> EngineAsync() => engine.Value;

    public async ValueTask DisposeAsync()
    {
        if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await engine.Value.Result.DisposeAsync();
    }
}
