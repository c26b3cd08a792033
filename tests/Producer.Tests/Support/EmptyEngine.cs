namespace Pipeline.Producer.Tests.Support;

/// <summary>A Docker engine on which nothing runs and nothing happens.</summary>
internal sealed class EmptyEngine : IAsyncDisposable
{
    private const string Description = """{"ID":"e","Name":"h","ServerVersion":"1","SystemTime":"2026-01-01T00:00:00Z"}""";

    private readonly LoopbackServer server;

    private EmptyEngine(LoopbackServer server) => this.server = server;

    public Uri Endpoint => new($"tcp://{server.Endpoint.Authority}");

    public static async Task<EmptyEngine> StartAsync() => new(await LoopbackServer.StartAsync(question => question.Path switch
    {
        var path when path.EndsWith("/info", StringComparison.Ordinal) => new(200, Description, "application/json"),
        var path when path.EndsWith("/containers/json", StringComparison.Ordinal) => new(200, "[]", "application/json"),
        _ => new(200, "", "application/json"),
    }));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
