using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Tests.Support;

/// <summary>
/// A Docker engine on loopback whose containers exist on paper only. It answers what an agent asks (Docker Engine API: <c>/info</c>,
/// <c>/events</c>, <c>/containers/json</c>, <c>/containers/ID/json</c>). So a container starts at once, and when its test wants it to have.
/// </summary>
internal sealed class StandInEngine : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Lock gate = new();
    private readonly Dictionary<string, JsonObject> containers = [];
    private readonly List<(DateTimeOffset At, string Json)> events = [];
    private readonly List<Channel<string>> subscribers = [];

    private StandInEngine(WebApplication server) => this.server = server;

    public Uri Endpoint => new($"tcp://{new Uri(server.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority}");

    public static async Task<StandInEngine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var engine = new StandInEngine(builder.Build());
        engine.server.Run(engine.AnswerAsync);
        await engine.server.StartAsync();
        return engine;
    }

    /// <summary>Starts a container that claims a service on a published port.</summary>
    /// <param name="service">The name that it claims.</param>
    /// <param name="port">The host's port.</param>
    /// <param name="startedAt">When the engine says that it started; null for now.</param>
    /// <param name="variables">What else its environment has.</param>
    /// <returns>Its identifier.</returns>
    public string Run(string service, int port, DateTimeOffset? startedAt = null, params string[] variables)
    {
        var id = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
        lock (gate)
        {
            containers[id] = new JsonObject
            {
                ["Id"] = id,
                ["Name"] = $"/{service}-{id[..6]}",
                ["Image"] = "sha256:1f7f",
                ["State"] = new JsonObject { ["Status"] = "running", ["StartedAt"] = Format(startedAt ?? Now), ["ExitCode"] = 0 },
                ["Config"] = new JsonObject
                {
                    ["Image"] = "stand-in:1",
                    ["Env"] = Variables([$"SERVICE_8081_NAME={service}", .. variables]),
                },
                ["HostConfig"] = new JsonObject { ["NetworkMode"] = "default" },
                ["NetworkSettings"] = new JsonObject
                {
                    ["Ports"] = new JsonObject
                    {
                        ["8081/tcp"] = new JsonArray(new JsonObject { ["HostIp"] = "0.0.0.0", ["HostPort"] = $"{port}" }),
                    },
                },
            };
            RecordEvent("start", id);
        }

        return id;
    }

    /// <summary>Ends a container.</summary>
    public void Stop(string id)
    {
        lock (gate)
        {
            containers[id]["State"]!["Status"] = "exited";
            RecordEvent("die", id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            foreach (var subscriber in subscribers) subscriber.Writer.TryComplete();
        }

        await server.DisposeAsync();
    }

    private static JsonArray Variables(IEnumerable<string> variables) => new([.. variables.Select(one => JsonValue.Create(one))]);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private void RecordEvent(string action, string id)
    {
        var now = Now;
        var json = new JsonObject
        {
            ["Type"] = "container",
            ["Action"] = action,
            ["Actor"] = new JsonObject { ["ID"] = id, ["Attributes"] = new JsonObject() },
            ["timeNano"] = (now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
        }.ToJsonString();
        events.Add((now, json));
        foreach (var subscriber in subscribers) subscriber.Writer.TryWrite(json);
    }

    private Task AnswerAsync(HttpContext exchange)
    {
        exchange.Response.ContentType = "application/json";
        var path = exchange.Request.Path.Value!;
        if (path.EndsWith("/events", StringComparison.Ordinal)) return StreamEventsAsync(exchange);
        return exchange.Response.WriteAsync(path.Split('/') switch
        {
            [.., "info"] => new JsonObject
            {
                ["ID"] = "stand-in",
                ["Name"] = "stand-in",
                ["ServerVersion"] = "1",
                ["SystemTime"] = Format(Now),
            }.ToJsonString(),
            [.., "containers", "json"] => List(),
            [.., "containers", var id, "json"] => Inspect(exchange, id),
            _ => "{}",
        });
    }

    private string List()
    {
        lock (gate)
        {
            var running = containers.Values.Where(container => (string?)container["State"]!["Status"] == "running");
            return new JsonArray([.. running.Select(container => new JsonObject { ["Id"] = (string?)container["Id"] })]).ToJsonString();
        }
    }

    private string Inspect(HttpContext exchange, string id)
    {
        lock (gate)
        {
            if (containers.TryGetValue(id, out var container)) return container.ToJsonString();
        }

        exchange.Response.StatusCode = StatusCodes.Status404NotFound;
        return """{"message":"No such container"}""";
    }

    /// <summary>Sends what happened since the time that is asked for, and then what happens.</summary>
    private async Task StreamEventsAsync(HttpContext exchange)
    {
        var since = DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(exchange.Request.Query["since"]!, CultureInfo.InvariantCulture));
        var subscriber = Channel.CreateUnbounded<string>();
        lock (gate)
        {
            foreach (var (_, json) in events.Where(one => one.At >= since)) subscriber.Writer.TryWrite(json);
            subscribers.Add(subscriber);
        }

        await exchange.Response.StartAsync(exchange.RequestAborted);
        await exchange.Response.Body.FlushAsync(exchange.RequestAborted);
        await foreach (var json in subscriber.Reader.ReadAllAsync(exchange.RequestAborted))
        {
            await exchange.Response.WriteAsync($"{json}\n", exchange.RequestAborted);
            await exchange.Response.Body.FlushAsync(exchange.RequestAborted);
        }
    }
}
