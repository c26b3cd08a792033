using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.RealParts;

/// <summary>A request as it came: its first line, its headers and its body.</summary>
public sealed record Heard(string Line, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What a peer answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
public sealed record Said(int Status, string Body)
{
    public string ContentType { get; init; } = "text/xml";

    /// <summary>The header in which AWS names the request; null for none, as a proxy's page.</summary>
    public string? RequestId { get; init; } = "request-1";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the connection ends before the last byte of the body.</summary>
    public bool IsCut { get; init; }
}

/// <summary>
/// An HTTP peer on loopback that says exactly what it is told, also what no service says: half a body, a page of a proxy, nothing.
/// </summary>
public sealed class WirePeer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Heard> heard = new();
    private readonly Func<Heard, Said> answer;
    private readonly Task accepting;

    public WirePeer(Func<Heard, Said> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Answers in turn; the last answer is repeated.</summary>
    public static WirePeer Saying(params Said[] script)
    {
        var (gate, next) = (new Lock(), 0);
        return new(_ =>
        {
            lock (gate) return script[Math.Min(next++, script.Length - 1)];
        });
    }

    public Uri Endpoint => new($"http://{listener.LocalEndpoint}/");

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<Heard> Heard => [.. heard];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = SpeakAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception ended) when (ended
            is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task SpeakAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    heard.Enqueue(request);
                    var said = answer(request);
                    await stream.WriteAsync(Format(said), stop.Token);
                    if (said.IsCut) return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
            }
        }
    }

    /// <returns>Null if the client has closed the connection.</returns>
    private async Task<Heard?> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[64 * 1024];
        string head;
        int border;
        while ((border = FindBorder(received, out head)) < 0)
        {
            var count = await stream.ReadAsync(buffer, stop.Token);
            if (count == 0) return null;
            received.AddRange(buffer.AsSpan(0, count));
        }

        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (received.Count < border + length)
        {
            var count = await stream.ReadAsync(buffer, stop.Token);
            if (count == 0) return null;
            received.AddRange(buffer.AsSpan(0, count));
        }

        return new(lines[0], headers, Encoding.UTF8.GetString([.. received.Skip(border).Take(length)]));
    }

    private static int FindBorder(List<byte> received, out string head)
    {
        head = Encoding.Latin1.GetString([.. received]);
        var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return -1;
        head = head[..end];
        return end + 4;
    }

    private static byte[] Format(Said said)
    {
        var body = Encoding.UTF8.GetBytes(said.Body);
        var head = new StringBuilder($"HTTP/1.1 {said.Status} Said\r\nContent-Type: {said.ContentType}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + (said.IsCut ? 1 : 0)}\r\n");
        if (said.RequestId is { } id) head.Append(CultureInfo.InvariantCulture, $"x-amzn-RequestId: {id}\r\n");
        foreach (var (name, value) in said.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
