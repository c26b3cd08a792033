using System.Collections.Concurrent;

namespace Pipeline.Producer.Tests.Support;

/// <summary>EC2's instance metadata, version 2, on loopback: nothing without a token, and a token only for a PUT.</summary>
internal sealed class EmulatedMetadata : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> items = new();
    private volatile string token = "token-1";
    private LoopbackServer server = null!;

    public Uri Endpoint => server.Endpoint;

    /// <summary>How many questions were answered, tokens aside.</summary>
    public int Answers => server.Asked.Count(question => question.Method == "GET");

    /// <summary>How many tokens were asked for.</summary>
    public int Tokens => server.Asked.Count(question => question.Method == "PUT");

    public static async Task<EmulatedMetadata> StartAsync(params (string Item, string Text)[] items)
    {
        var metadata = new EmulatedMetadata();
        foreach (var (item, text) in items) metadata.items[item] = text;
        metadata.server = await LoopbackServer.StartAsync(metadata.Answer);
        return metadata;
    }

    public void Say(string item, string text) => items[item] = text;

    public void TakeBack(string item) => items.TryRemove(item, out _);

    /// <summary>Tokens that were given out count no longer.</summary>
    public void ForgetTokens() => token = "token-2";

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Answered Answer(Asked question) => question switch
    {
        { Method: "PUT", Path: "/latest/api/token" } =>
            question.Headers.ContainsKey("X-aws-ec2-metadata-token-ttl-seconds") ? new(200, token) : new(400),
        { Method: "GET" } when question.Headers["X-aws-ec2-metadata-token"] != token => new(401),
        { Method: "GET" } when items.TryGetValue(ItemOf(question.Path), out var text) => new(200, text),
        _ => new(404),
    };

    private static string ItemOf(string path) => path.Replace("/latest/meta-data/", "", StringComparison.Ordinal);
}
