using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.RealParts;

/// <summary>EC2's instance metadata, version 2, on loopback: nothing without a token, and a token only for a PUT.</summary>
public sealed class EmulatedMetadata : IAsyncDisposable
{
    private const string Lifetime = "X-aws-ec2-metadata-token-ttl-seconds", Token = "X-aws-ec2-metadata-token";

    private readonly ConcurrentDictionary<string, string> items = new();
    private readonly HttpListener listener = new();
    private readonly Task serving;
    private volatile string token = "token-1";
    private int answers;
    private int tokens;

    private EmulatedMetadata(int port)
    {
        Endpoint = new Uri($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add(Endpoint.AbsoluteUri);
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>How many questions were answered, tokens aside.</summary>
    public int Answers => Volatile.Read(ref answers);

    /// <summary>How many tokens were asked for.</summary>
    public int Tokens => Volatile.Read(ref tokens);

    public static Task<EmulatedMetadata> StartAsync(params (string Item, string Text)[] items)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var metadata = new EmulatedMetadata(port);
        foreach (var (item, text) in items) metadata.items[item] = text;
        return Task.FromResult(metadata);
    }

    public void Say(string item, string text) => items[item] = text;

    public void TakeBack(string item) => items.TryRemove(item, out _);

    /// <summary>Tokens that were given out count no longer.</summary>
    public void ForgetTokens() => token = "token-2";

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (await FindQuestionAsync() is { } exchange)
        {
            try
            {
                (exchange.Response.StatusCode, var text) = Answer(exchange.Request);
                await exchange.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                exchange.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Who asked does not wait for the answer.
            }
        }
    }

    /// <returns>Null once nobody is answered any more.</returns>
    private async Task<HttpListenerContext?> FindQuestionAsync()
    {
        try
        {
            return await listener.GetContextAsync();
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            return null;
        }
    }

    private (int Status, string Text) Answer(HttpListenerRequest question)
    {
        if (question.HttpMethod is "PUT")
        {
            Interlocked.Increment(ref tokens);
            return question.Url!.AbsolutePath is "/latest/api/token" && question.Headers[Lifetime] is not null ? (200, token) : (400, "");
        }

        Interlocked.Increment(ref answers);
        if (question.Headers[Token] != token) return (401, "");
        var item = question.Url!.AbsolutePath.Replace("/latest/meta-data/", "", StringComparison.Ordinal);
        return items.TryGetValue(item, out var text) ? (200, text) : (404, "");
    }
}
