using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Benchmarks;

/// <summary>A Docker engine that only pretends, on a Unix socket: containers that run, and as many events as are wanted.</summary>
internal sealed class EmulatedEngine : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly string socket;
    private readonly long[] started;
    private readonly Channel<int> restarts = Channel.CreateUnbounded<int>();
    private long inspections;

    private EmulatedEngine(WebApplication application, string socket, int containers) =>
        (this.application, this.socket, started) = (application, socket, new long[containers]);

    public Uri Endpoint => new($"unix://{socket}");

    /// <summary>How many inspections it has answered.</summary>
    public long Inspections => Interlocked.Read(ref inspections);

    public static async Task<EmulatedEngine> StartAsync(int containers)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"engine-{Path.GetRandomFileName()[..8]}.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.ListenUnixSocket(socket));
        var engine = new EmulatedEngine(builder.Build(), socket, containers);
        engine.application.Run(engine.AnswerAsync);
        await engine.application.StartAsync();
        return engine;
    }

    /// <summary>A container begins a new run, and the engine says so.</summary>
    public void Restart(int container)
    {
        Interlocked.Increment(ref started[container]);
        restarts.Writer.TryWrite(container);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private Task AnswerAsync(HttpContext exchange) => exchange.Request.Path.Value!.Split('/') switch
    {
        [.., "info"] => WriteAsync(exchange, """{"ID":"emulated","Name":"host","ServerVersion":"1","SystemTime":"2026-01-01T00:00:00Z"}"""),
        [.., "events"] => TellAsync(exchange),
        [.., "containers", "json"] => WriteAsync(exchange, ListContainers()),
        [.., "containers", var id, "json"] => InspectAsync(exchange, id),
        _ => WriteAsync(exchange, "OK"),
    };

    private string ListContainers()
    {
        var containers = Enumerable.Range(0, started.Length).Select(i => $$"""{"Id":"{{Id(i)}}"}""");
        return $"[{string.Join(',', containers)}]";
    }

    private async Task TellAsync(HttpContext exchange)
    {
        await exchange.Response.StartAsync();
        await foreach (var container in restarts.Reader.ReadAllAsync(exchange.RequestAborted))
        {
            var start = """{"Type":"container","Action":"start","Actor":"""
                + $$$"""{"ID":"{{{Id(container)}}}","Attributes":"""
                + $$$"""{"image":"calc:1","name":"calc-{{{container}}}"}},"timeNano":1767225600000000000}""";
            await exchange.Response.WriteAsync(start + "\n");
            await exchange.Response.Body.FlushAsync();
        }
    }

    private Task InspectAsync(HttpContext exchange, string id)
    {
        Interlocked.Increment(ref inspections);
        var container = Convert.ToInt32(id, 16);
        var at = DateTime.UnixEpoch.AddSeconds(Interlocked.Read(ref started[container]));
        return WriteAsync(exchange, $$$"""
            {
              "Id": "{{{id}}}", "Name": "/calc-{{{container}}}", "Image": "sha256:1f7f",
              "State": { "Status": "running", "StartedAt": "{{{at:O}}}", "ExitCode": 0 },
              "Config": {
                "Image": "calc:1", "Labels": {}, "ExposedPorts": { "8081/tcp": {} },
                "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "SERVICE_8081_NAME=calc-{{{container % 10}}}"]
              },
              "HostConfig": { "NetworkMode": "bridge" },
              "NetworkSettings": { "Ports": { "8081/tcp": [{ "HostIp": "0.0.0.0", "HostPort": "{{{32768 + container}}}" }] } }
            }
            """);
    }

    private static string Id(int container) => container.ToString("x64");

    private static Task WriteAsync(HttpContext exchange, string json)
    {
        exchange.Response.ContentType = "application/json";
        return exchange.Response.WriteAsync(json);
    }
}
