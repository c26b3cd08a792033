using System.Collections.Concurrent;
using System.Net;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Stopping;
using Pipeline.HealthSaga.Stopping.Ecs;
using Pipeline.History;
using Pipeline.History.Sagas;
using Pipeline.Projector;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Tests.EndToEnd;

/// <summary>Projector and health saga together, and an ECS that others wrote.</summary>
public sealed class When_ecs_stops_a_sick_task(RealPostgres postgres, Moto moto)
{
    private const string Domain = "servicediscovery.internal";
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Its_record_is_gone_before_the_task_is_stopped_and_its_neighbours_stay()
    {
        var (ecs, scene, task) = await TaskAsync();
        await using var sick = new WebService();
        await using var well = new WebService();
        var zone = new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System);
        var stopper = new Witness(new EcsTaskStopper(ecs), zone);
        using var host = Build(await postgres.CreateDatabaseAsync(), zone, stopper);
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        await bus.Publish(Started(1, "c1", sick.Port, new EcsTask(task, scene.Cluster, "calc:1", "web")));
        await bus.Publish(Started(2, "c2", well.Port, null));
        await Eventually.ThatAsync(() => Answers(zone).Length == 2, "both answer", TimeSpan.FromSeconds(60));
        var health = host.Services.GetRequiredService<IHealthReader>();
        await Eventually.ThatAsync(
            async () => (await health.SagasAsync(new(HealthState.Healthy), CancellationToken.None)).Count == 2,
            "both are healthy",
            TimeSpan.FromSeconds(60));

        sick.Manner = Manner.Fails;

        var stop = await Eventually.GetAsync(
            () => Task.FromResult(stopper.Stops.FirstOrDefault()),
            seen => seen.Order is not null,
            "ECS is asked",
            TimeSpan.FromSeconds(90));
        stop.AnsweredThen.ShouldBe([$"1 1 {well.Port} red.{Domain}."]);
        stop.Order.Reason.Length.ShouldBeLessThanOrEqualTo(255);
        await Eventually.ThatAsync(
            async () => (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = scene.Cluster, Tasks = [task] }))
                .Tasks.Single() is { LastStatus: "STOPPED" } stopped && stopped.StoppedReason == stop.Order.Reason,
            "ECS stopped it, with the reason");
        await bus.Publish(new ContainerStopped
        {
            Host = Red,
            Stamp = new(1, 3),
            At = Noon,
            ContainerId = "c1",
            Cause = StopCause.Exited,
            ExitCode = 143,
        });
        await Eventually.ThatAsync(
            async () => (await health.StoryAsync("c1", CancellationToken.None))!.Saga.State == nameof(HealthState.Stopped),
            "the saga is done",
            TimeSpan.FromSeconds(60));
        stopper.Stops.Count.ShouldBe(1);
        await host.StopAsync();
    }

    private static readonly HostIdentity Red = new("red", "127.0.0.1");

    private static ContainerStarted Started(long sequence, string id, int port, EcsTask? task) => new()
    {
        Host = Red,
        Stamp = new(1, sequence),
        At = Noon,
        Container = new()
        {
            Id = id,
            Name = id,
            Image = "calc",
            StartedAt = Noon,
            Phase = ContainerPhase.Running,
            Task = task,
            Endpoints =
            [
                new()
                {
                    Service = "calc",
                    Protocol = Contracts.TransportProtocol.Tcp,
                    ContainerPort = 8081,
                    HostPort = port,
                    Address = "127.0.0.1",
                },
            ],
        },
    };

    private static string[] Answers(LocalZone zone) =>
        [.. zone.Current.Sets.Where(set => set.Key.Name == $"calc.{Domain}").SelectMany(set => set.Values)];

    private static IHost Build(string database, LocalZone zone, ITaskStopper stopper)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IZone>(zone);
        builder.Services.AddSingleton(stopper);
        builder.Services.AddHealthReader();
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddProjector(new() { Domain = Domain });
        builder.Services.AddPostgresSagas(database);
        builder.Services.AddHealthSaga(new()
        {
            Domain = Domain,
            Policy = new()
            {
                Checks = new("http:/health", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
                Ttl = TimeSpan.FromSeconds(1),
            },
        });
        builder.Services.AddInMemoryBus(bus => bus.AddHealthSagaConsumers());
        return builder.Build();
    }

    private async Task<(AmazonECSClient Ecs, EcsScene Scene, string Task)> TaskAsync()
    {
        var endpoint = (await moto.EndpointAsync()).AbsoluteUri;
        var credentials = new BasicAWSCredentials("testing", "testing");
        var scene = await EcsScene.CreateAsync(moto);
        await scene.AddMachineAsync();
        return (
            new AmazonECSClient(credentials, new AmazonECSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            scene,
            await scene.RunTaskAsync());
    }

    /// <summary>Notes what the zone answered when ECS was asked.</summary>
    private sealed class Witness(ITaskStopper ecs, LocalZone zone) : ITaskStopper
    {
        public ConcurrentQueue<(StopTask Order, string[] AnsweredThen)> Stops { get; } = [];

        public bool StopsWithoutTask => ecs.StopsWithoutTask;

        public Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel)
        {
            Stops.Enqueue((order, Answers(zone)));
            return ecs.StopAsync(order, cancel);
        }
    }
}
