using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Tests.EcsEmulator;

/// <summary>
/// An emulator of one ECS cluster on loopback: its protocol (AWS JSON 1.1, 2014-11-13), its <see cref="Rules"/>, and the events that a
/// rule of EventBridge would deliver; and of the load balancers before it (AWS Query, 2015-12-01). Tests move tasks through their states;
/// each move makes an event, which they deliver as they like: twice, late, in another order, or not at all. Signatures are not checked.
/// </summary>
public sealed partial class Emulator : IAsyncDisposable
{
    internal const string AccountId = "123456789012";
    internal const string Region = "us-east-1";
    internal const string ArnPrefix = $"arn:aws:ecs:{Region}:{AccountId}";

    private const string Target = "AmazonEC2ContainerServiceV20141113.";

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Cluster cluster;
    private readonly WebApplication server;
    private ImmutableDictionary<string, int> calls = ImmutableDictionary<string, int>.Empty;
    private ImmutableList<string> events = [];
    private int throttled;
    private int containers;

    private Emulator(string name, Rules rules, TimeProvider time)
    {
        this.time = time;
        cluster = new Cluster(name, rules, time);
        balancing = new Balancing(rules);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    public Uri Endpoint => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string ClusterArn => cluster.Arn;

    /// <summary>Whether every call fails (HTTP 500).</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether changes make no events.</summary>
    public bool IsSilent { get; set; }

    /// <summary>All events so far, each as a rule's target gets it.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            lock (gate) return events;
        }
    }

    /// <summary>The tasks that ECS knows.</summary>
    public IReadOnlyList<EmulatedTask> Tasks
    {
        get
        {
            lock (gate) return [.. cluster.Tasks.Values];
        }
    }

    /// <summary>The calls by action, with those that were throttled.</summary>
    public IReadOnlyDictionary<string, int> Calls
    {
        get
        {
            lock (gate) return calls;
        }
    }

    public int Throttled
    {
        get
        {
            lock (gate) return throttled;
        }
    }

    public static async Task<Emulator> StartAsync(string cluster = "blue", Rules? rules = null, TimeProvider? time = null)
    {
        var emulator = new Emulator(cluster, rules ?? new Rules(), time ?? TimeProvider.System);
        await emulator.server.StartAsync();
        return emulator;
    }

    public EmulatedDefinition Register(string family, string networkMode, params EmulatedContainerDefinition[] of)
    {
        lock (gate)
        {
            var revision = cluster.Definitions.Values.Count(one => one.Family == family) + 1;
            var definition = new EmulatedDefinition(
                $"{ArnPrefix}:task-definition/{family}:{revision}", family, revision, networkMode)
            { Containers = [.. of] };
            return cluster.Definitions[definition.Arn] = definition;
        }
    }

    public EmulatedInstance AddInstance(string? ec2InstanceId, params (string Name, string Value)[] attributes)
    {
        lock (gate)
        {
            var arn = $"{ArnPrefix}:container-instance/{cluster.Name}/{Guid.NewGuid():N}";
            return cluster.Instances[arn] = new EmulatedInstance(arn, ec2InstanceId)
            {
                Attributes = attributes.ToImmutableDictionary(one => one.Name, one => one.Value),
            };
        }
    }

    public void Change(EmulatedInstance instance)
    {
        lock (gate) cluster.Instances[instance.Arn] = instance;
    }

    /// <summary>A task is created; none of its containers runs yet.</summary>
    public EmulatedTask Run(
        EmulatedDefinition definition, string launchType, EmulatedInterface? own = null, EmulatedInstance? on = null,
        string? capacityProvider = null)
    {
        var id = Guid.NewGuid().ToString("N");
        return Save(new EmulatedTask
        {
            Id = id,
            Arn = $"{ArnPrefix}:task/{cluster.Name}/{id}",
            ClusterArn = cluster.Arn,
            DefinitionArn = definition.Arn,
            LaunchType = launchType,
            CapacityProvider = capacityProvider,
            ContainerInstanceArn = on?.Arn,
            Group = $"service:{definition.Family}",
            CreatedAt = time.GetUtcNow(),
            Interface = own,
            Containers = [.. definition.Containers.Select(one => new EmulatedContainer(one.Name, one.Image) { Bindings = one.Ports })],
        });
    }

    /// <summary>All containers of a task run.</summary>
    public EmulatedTask Start(string id) => Change(id, task => task with
    {
        LastStatus = "RUNNING",
        StartedAt = time.GetUtcNow(),
        Containers = [.. task.Containers.Select(one => one with
        {
            LastStatus = "RUNNING",
            RuntimeId = task.LaunchType is "FARGATE" ? $"{task.Id}-{Interlocked.Increment(ref containers):d10}" : Hexadecimal(),
        })],
    });

    /// <summary>ECS wants a task to stop: this is before its containers get SIGTERM, and they still run.</summary>
    public EmulatedTask BeginStop(string id, string code = "ServiceSchedulerInitiated", string reason = "Scaling activity") =>
        Change(id, task => task with
        {
            DesiredStatus = "STOPPED",
            LastStatus = "DEACTIVATING",
            StopCode = code,
            StoppedReason = reason,
            StoppingAt = time.GetUtcNow(),
        });

    /// <summary>All containers of a task have ended.</summary>
    public EmulatedTask End(string id, int exitCode = 143) => Change(id, task => task with
    {
        DesiredStatus = "STOPPED",
        LastStatus = "STOPPED",
        StoppedAt = time.GetUtcNow(),
        Containers = [.. task.Containers.Select(one => one with { LastStatus = "STOPPED", ExitCode = exitCode })],
    });

    /// <summary>A task changes, its version grows, and an event tells it.</summary>
    public EmulatedTask Change(string id, Func<EmulatedTask, EmulatedTask> change)
    {
        lock (gate) return Save(change(cluster.Tasks[id]) with { Version = cluster.Tasks[id].Version + 1 });
    }

    /// <summary>The result of a container's health check: no version grows, and no event tells it.</summary>
    public void SetHealth(string id, string container, string health)
    {
        lock (gate)
        {
            var task = cluster.Tasks[id];
            cluster.Tasks[id] = task with
            {
                Containers = [.. task.Containers.Select(one => one.Name == container ? one with { Health = health } : one)],
            };
        }
    }

    /// <summary>No list shows a task, which ECS knows.</summary>
    public void Unlist(string id)
    {
        lock (gate) cluster.Unlisted.Add(id);
    }

    /// <summary>ECS knows a task no longer.</summary>
    public void Forget(string id)
    {
        lock (gate) cluster.Tasks.Remove(id);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private EmulatedTask Save(EmulatedTask task)
    {
        lock (gate)
        {
            cluster.Tasks[task.Id] = task;
            if (!IsSilent) events = events.Add(Documents.ToEvent(task, time.GetUtcNow()));
            return task;
        }
    }

    private async Task AnswerAsync(HttpContext call)
    {
        if (call.Request.HasFormContentType)
        {
            await AnswerAboutBalancersAsync(call);
            return;
        }

        var target = call.Request.Headers["X-Amz-Target"].ToString();
        var body = await JsonNode.ParseAsync(call.Request.Body, cancellationToken: call.RequestAborted);
        var (status, answer) = target.StartsWith(Target, StringComparison.Ordinal)
            ? Perform(target[Target.Length..], body!.AsObject())
            : (400, Error("UnknownOperationException", "No such operation."));
        call.Response.StatusCode = status;
        call.Response.ContentType = "application/x-amz-json-1.1";
        call.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        await call.Response.WriteAsync(answer.ToJsonString(), call.RequestAborted);
    }

    private (int Status, JsonObject Answer) Perform(string action, JsonObject request)
    {
        lock (gate)
        {
            calls = calls.SetItem(action, calls.GetValueOrDefault(action) + 1);
            if (IsDown) return (500, Error("ServerException", "Service Unavailable. Please try again later."));
            if (!cluster.TryTakeToken(action))
            {
                throttled++;
                return (400, Error("ThrottlingException", "Rate exceeded"));
            }

            try
            {
                var reason = (string?)request["reason"] ?? "";
                return (200, cluster.Perform(action, request, task => BeginStop(task.Id, "UserInitiated", reason)));
            }
            catch (ApiException refusal)
            {
                return (400, Error(refusal.Code, refusal.Message));
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                return (400, Error("SerializationException", malformed.Message));
            }
        }
    }

    private static JsonObject Error(string code, string message) => new() { ["__type"] = code, ["message"] = message };

    private static string Hexadecimal() => $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
}
