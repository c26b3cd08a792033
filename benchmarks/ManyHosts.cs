using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.History;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Settings;
using Pipeline.Projector;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Store;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// 40 simulated hosts start 25 containers each at once: the time until every one of the 1,000 is answered for over the wire. The baseline
/// is the minimum: the same facts folded and applied with neither agents nor bus.
/// </summary>
internal static class ManyHosts
{
    private const int Hosts = 40;
    private const int ContainersPerHost = 25;
    private const string Domain = "servicediscovery.internal";

    public static async Task<Figure> RunAsync(RealPostgres postgres)
    {
        var (bare, whole) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            bare.Add(await DirectAsync(await postgres.CreateDatabaseAsync()));
            whole.Add(await WholeAsync(await postgres.CreateDatabaseAsync()));
        }

        var (measured, baseline) = (Quantile.Of(whole.Skip(1), 0.5), Quantile.Of(bare.Skip(1), 0.5));
        return new Figure(
            "40 hosts × 25 containers at once, until all 1,000 answer", $"{measured:0.00} s",
            $"folded and applied without agents and bus: {baseline:0.00} s", measured / baseline, "≤ 3 s", measured <= 3);
    }

    private static async Task<double> WholeAsync(string database)
    {
        var zone = new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System);
        await using var server = new LocalZoneServer(
            zone, new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System, NullLogger<LocalZoneServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        using var host = Build(database, zone);
        await host.StartAsync();
        await host.Services.GetRequiredService<ZoneReconciler>().FirstPass;

        var engines = Enumerable.Range(1, Hosts)
            .Select(n => (Number: n, Engine: new SimulatedEngine(SimulatedHost.Name(n), TimeProvider.System)))
            .ToList();
        using var stop = new CancellationTokenSource();
        var incarnations = new IncarnationSource(TimeProvider.System, Random.Shared);
        var agents = engines.Select(e => new HostAgent(
            e.Engine, host.Services.GetRequiredService<IFactBus>(), new AgentSettings { Address = SimulatedHost.Address(e.Number) },
            incarnations, TimeProvider.System, Random.Shared, NullLoggerFactory.Instance)).ToList();
        var running = agents.Select(agent => agent.RunAsync(stop.Token)).ToList();
        await Eventually.ThatAsync(() => agents.All(agent => agent.Status.LastReport != Stamp.None), "all agents watch");

        var dns = new AskingDns(server.EndPoint);
        var watch = Stopwatch.StartNew();
        foreach (var (_, engine) in engines)
            for (var i = 0; i < ContainersPerHost; i++)
                engine.Run(SimulatedRun.Of($"c{i}", $"service-{i}"));
        for (var i = 0; i < ContainersPerHost; i++)
            while ((await dns.PortsAsync($"service-{i}")).Count < Hosts) { }

        var whole = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(running);
        await host.StopAsync();
        return whole;
    }

    /// <summary>The same facts, folded one host after the other, and one pass over the zone.</summary>
    private static async Task<double> DirectAsync(string database)
    {
        using var host = Build(database, new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System));
        await host.Services.GetRequiredService<RegistryDatabase>().PrepareAsync(CancellationToken.None);
        var registry = host.Services.GetRequiredService<RegistryWriter>();
        var watch = Stopwatch.StartNew();
        for (var number = 1; number <= Hosts; number++)
        {
            IHostFact[] facts = [.. Enumerable.Range(0, ContainersPerHost).Select(i => Fact(number, i))];
            await registry.FoldAsync(facts, CancellationToken.None);
        }

        var zone = host.Services.GetRequiredService<IZone>();
        await using var term = (await host.Services.GetRequiredService<LeaderElection>().TryAcquireAsync(zone.Id, CancellationToken.None))!;
        await host.Services.GetRequiredService<ZonePass>().RunAsync(ZoneScope.All, term, CancellationToken.None);
        return watch.Elapsed.TotalSeconds;
    }

    private static ContainerStarted Fact(int host, int container) => new()
    {
        Host = new HostIdentity($"direct-{host}", $"127.0.2.{host}"),
        Stamp = new Stamp(1, container + 1),
        At = DateTimeOffset.UnixEpoch,
        Container = new ContainerSnapshot
        {
            Id = $"direct-{host}-{container}",
            Name = $"c{container}",
            Image = "direct",
            StartedAt = DateTimeOffset.UnixEpoch,
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = $"direct-{container}",
                    Protocol = TransportProtocol.Tcp,
                    ContainerPort = 8080,
                    HostPort = 32768 + container,
                    Address = $"127.0.2.{host}",
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
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddRegistryReader(Domain, ServiceAddresses.Fixed);
        builder.Services.AddProjector(new ProjectorSettings { Domain = Domain });
        builder.Services.AddInMemoryBus();
        return builder.Build();
    }
}
