using System.Diagnostics;
using System.Net;
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
using Pipeline.History;
using Pipeline.History.Sagas;
using Pipeline.Projector;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>From the moment that a service begins to answer 500 until its record is gone from the zone.</summary>
internal static class SickToGone
{
    private const int Services = 10;
    private const int Threshold = 3;
    private const string Domain = "servicediscovery.internal";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly HostIdentity Red = new("red", "127.0.0.1");

    public static async Task<Figure> RunAsync(RealPostgres postgres)
    {
        var zone = new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System);
        using var host = Build(await postgres.CreateDatabaseAsync(), zone);
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        var health = host.Services.GetRequiredService<IHealthReader>();
        var services = Enumerable.Range(0, Services).Select(_ => new WebService()).ToList();
        foreach (var (number, service) in services.Index()) await bus.Publish(Started(number, service.Port));
        await Eventually.ThatAsync(
            async () => (await health.SagasAsync(new(HealthState.Healthy), CancellationToken.None)).Count == Services,
            "all are healthy",
            TimeSpan.FromMinutes(1));

        var times = new List<double>();
        foreach (var (number, service) in services.Index())
        {
            var watch = Stopwatch.StartNew();
            service.Manner = Manner.Fails;
            await Eventually.ThatAsync(
                () => zone.Current.Sets.All(set => set.Key.Name != $"service-{number}.{Domain}"),
                "its record is gone",
                TimeSpan.FromMinutes(1));
            times.Add(watch.Elapsed.TotalSeconds);
        }

        await host.StopAsync();
        foreach (var service in services) await service.DisposeAsync();
        var (worst, bound) = (times.Max(), Threshold * Interval.TotalSeconds);
        return new Figure(
            $"check fails → record gone, the longest of {Services}",
            $"{worst:0.00} s",
            $"threshold × interval: {bound:0.00} s",
            worst / bound,
            $"≤ {bound:0} s + 1 s",
            worst <= bound + 1);
    }

    private static ContainerStarted Started(int number, int port) => new()
    {
        Host = Red,
        Stamp = new Stamp(1, number + 1),
        At = DateTimeOffset.UnixEpoch,
        Container = new ContainerSnapshot
        {
            Id = $"container-{number}",
            Name = $"c{number}",
            Image = "bench",
            StartedAt = DateTimeOffset.UnixEpoch,
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = $"service-{number}",
                    Protocol = Contracts.TransportProtocol.Tcp,
                    ContainerPort = 8081,
                    HostPort = port,
                    Address = Red.Address,
                },
            ],
        },
    };

    private static IHost Build(string database, LocalZone zone)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IZone>(zone);
        builder.Services.AddSingleton<ITaskStopper, Accepting>();
        builder.Services.AddHealthReader();
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddProjector(new() { Domain = Domain });
        builder.Services.AddPostgresSagas(database);
        builder.Services.AddHealthSaga(new()
        {
            Domain = Domain,
            Policy = new() { Checks = new("http:/health", Interval, Interval), Failures = Threshold, Grace = TimeSpan.Zero },
            Governor = GovernorPolicy.Off,
        });
        builder.Services.AddInMemoryBus(bus => bus.AddHealthSagaConsumers());
        return builder.Build();
    }
}

/// <summary>Says yes to every order to stop.</summary>
internal sealed class Accepting : ITaskStopper
{
    public bool StopsWithoutTask => true;

    public Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel) =>
        Task.FromResult(new StopAnswer(StopOutcome.Accepted, "accepted"));
}
