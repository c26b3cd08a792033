using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Clusters.Addresses;
using Pipeline.Clusters.Balancers;
using Pipeline.Clusters.Calls;
using Pipeline.Clusters.Definitions;
using Pipeline.Clusters.Events;
using Pipeline.Clusters.Resync;
using Pipeline.Clusters.Services;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Stating;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Tests.EcsEmulator;
using Pipeline.Tests.EcsEmulator.Model;
using Registry = Pipeline.Core.Registration.Registry;

namespace Pipeline.Clusters.Tests.Support;

/// <summary>An emulated cluster, what is stated of it, and the registry that follows from that.</summary>
internal sealed class ClusterUnderTest : IFactPublisher, IRegisteredTasks, IRegisteredServices, IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private readonly Registrar registrar = new("a.internal");
    private readonly AmazonECSClient client;
    private readonly AmazonEC2Client ec2 = new(Credentials, new AmazonEC2Config { ServiceURL = "http://127.0.0.1:9/", MaxErrorRetry = 0 });
    private readonly TaskSpeaker speaker;
    private readonly AmazonElasticLoadBalancingV2Client balancing;
    private readonly PacedCalls calls;
    private readonly ClusterResync resync;
    private readonly ServiceResync services;

    private ClusterUnderTest(Emulator ecs, bool takesServices, params string[] launchTypes)
    {
        Ecs = ecs;
        client = new AmazonECSClient(Credentials, new AmazonECSConfig
        {
            ServiceURL = ecs.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
        balancing = new AmazonElasticLoadBalancingV2Client(Credentials, new AmazonElasticLoadBalancingV2Config
        {
            ServiceURL = ecs.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
        var settings = new ClusterSettings
        {
            Cluster = "blue",
            TakesServices = takesServices,
            LaunchTypes = [.. launchTypes],
            OwnerLabel = "pipeline.owner",
            ResyncEvery = TimeSpan.FromSeconds(30),
            CallsPerSecond = 1_000,
        };
        var definitions = new TaskDefinitions(client);
        calls = new PacedCalls(settings);
        speaker = new TaskSpeaker(
            definitions, new TaskAddresses(new MachineAddresses(client, ec2, settings)), settings, Time);
        services = new ServiceResync(
            new ServiceListing(client, calls, settings), definitions, new BalancerDirectory(balancing, calls), this, this, settings, Time);
        resync = new ClusterResync(new ClusterListing(client, calls, settings), this, speaker, this, settings, Time);
    }

    public Emulator Ecs { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public Registry Registry { get; private set; } = Registry.Empty;

    /// <summary>The facts so far.</summary>
    public List<IHostFact> Told { get; } = [];

    public bool ResyncsHere => true;

    /// <summary>The addresses that answer for a service, each with its port.</summary>
    public IEnumerable<string> Answers(string service) => Registry.Containers.Values
        .SelectMany(container => container.Instances)
        .Where(instance => instance.Service == service)
        .Select(instance => instance.At.ToString())
        .Order(StringComparer.Ordinal);

    public static Task<ClusterUnderTest> StartAsync(params string[] launchTypes) => StartAsync(takesServices: true, launchTypes);

    public static async Task<ClusterUnderTest> StartAsync(bool takesServices, params string[] launchTypes) =>
        new(await Emulator.StartAsync(rules: Rules.Unthrottled), takesServices, launchTypes is [] ? ["FARGATE"] : launchTypes);

    /// <summary>Events are delivered, in this order.</summary>
    public async Task DeliverAsync(params IEnumerable<string> events)
    {
        foreach (var told in events)
        {
            var task = TaskEventReader.Read(Read(told));
            if (speaker.IsOurs(task) && await speaker.StateAsync(task, asked: null, CancellationToken.None) is { } fact)
                await PublishAsync(fact, CancellationToken.None);
        }
    }

    public static TaskStateChange Read(string told) => System.Text.Json.JsonSerializer.Deserialize<TaskStateChange>(told)!;

    public Task<ResyncResult> ResyncAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        return resync.RunAsync(CancellationToken.None);
    }

    /// <returns>How many services were stated.</returns>
    public Task<int> ResyncServicesAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        return services.RunAsync(CancellationToken.None);
    }

    public Task<IReadOnlyList<RegisteredService>> ReadServicesAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RegisteredService>>(
        [
            .. from host in Registry.Hosts.Values
               where host is { IsPresent: true, IsService: true }
               let container = Registry.Containers.Values.FirstOrDefault(one => one.Host == host.Name)
               select new RegisteredService(
                   host.Name, container is null ? null : RegisteredService.FindName(container.Name), Registry.Leases[host.Name].Newest),
        ]);

    public Task PublishAsync(IHostFact fact, CancellationToken cancel)
    {
        Told.Add(fact);
        var intake = FactIntake.Accept(fact);
        intake.Flaw.ShouldBeNull();
        Registry = registrar.Decide(Registry, intake.Fact!, Time.GetUtcNow()).After;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RegisteredTask>> ReadAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<RegisteredTask>>(
    [
        .. from host in Registry.Hosts.Values
           where host.IsPresent && Core.Hosts.TaskHost.IsTask(host.Name)
           select new RegisteredTask(
               Core.Hosts.TaskHost.TaskIdOf(host.Name), new HostIdentity(host.Name, host.Address), Registry.Leases[host.Name].Newest),
    ]);

    /// <summary>A task that claims a service at port 80 runs.</summary>
    public EmulatedTask Run(string address, string launchType = "FARGATE", string name = "calc") =>
        Ecs.Start(Ecs.Run(Register(name), launchType, new("eni-1", address)).Id);

    public EmulatedDefinition Register(string name, string mode = "awsvpc", int? hostPort = null) => Ecs.Register(
        name, mode, new EmulatedContainerDefinition("web", "calc:7")
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add("SERVICE_80_NAME", name),
            Ports = [new EmulatedBinding(80, hostPort ?? 80)],
            HasHealthCheck = true,
        });

    public ValueTask DisposeAsync()
    {
        calls.Dispose();
        balancing.Dispose();
        client.Dispose();
        ec2.Dispose();
        return Ecs.DisposeAsync();
    }
}
