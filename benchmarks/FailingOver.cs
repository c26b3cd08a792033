using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Projector.Registry;
using Pipeline.Store;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Benchmarks;

/// <summary>
/// Two projectors as processes, and Route 53 by an emulator. The one that leads goes, and a container starts: how long until its record is
/// in the zone.
/// </summary>
internal static class FailingOver
{
    private const int Rounds = 3;
    private const string Domain = "servicediscovery.internal";
    private static readonly HostIdentity Red = new("red", "127.0.0.1");

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        await using var moto = new Moto();
        var figures = new List<Figure>();
        var orderly = await LongestAsync((first, _) => first.SignalAsync("TERM"));
        await AddAsync("is killed", (first, _) => first.SignalAsync("KILL"));
        await AddAsync("freezes", (first, _) => first.SignalAsync("STOP"));
        await AddAsync("vanishes with its machine", async (first, line) =>
        {
            line.GoDead();
            await first.SignalAsync("KILL");
        });
        return figures;

        async Task AddAsync(string how, Func<TheCommand, CuttableProxy, Task> go)
        {
            var longest = await LongestAsync(go);
            figures.Add(new Figure(
                $"the leader {how} → another has written, the longest of {Rounds}",
                $"{longest:0.0} s", $"it is asked to stop: {orderly:0.0} s", null, "≤ 15 s", longest <= 15));
        }

        async Task<double> LongestAsync(Func<TheCommand, CuttableProxy, Task> go)
        {
            var longest = 0.0;
            for (var round = 0; round < Rounds; round++)
                longest = Math.Max(longest, await FailOverAsync(await postgres.CreateDatabaseAsync(), moto, go));
            return longest;
        }
    }

    private static async Task<double> FailOverAsync(string database, Moto moto, Func<TheCommand, CuttableProxy, Task> go)
    {
        await using var route53 = await Emulator.StartAsync();
        var zone = route53.CreateZone(Domain);
        var aws = new Dictionary<string, string>(Moto.Environment(await moto.EndpointAsync()))
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
        };
        var server = new NpgsqlConnectionStringBuilder(database);
        await using var line = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, server.Port));
        (server.Host, server.Port) = ("127.0.0.1", line.EndPoint.Port);
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        await using var first = await TheCommand.StartAsync(server.ConnectionString, aws, "projector", "--domain", Domain);
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        var writer = new RegistryWriter(
            registry.Registry, new Registrar(Domain), TimeProvider.System, NullLogger<RegistryWriter>.Instance);
        await StartAsync("before", 1);
        await using var second = await TheCommand.StartAsync(database, aws, "projector", "--domain", Domain);

        var written = route53.WhenAsync(zone, now => now.Records.Keys.Any(id => id.Name == $"after.{Domain}"));
        var watch = Stopwatch.StartNew();
        await go(first, line);
        await StartAsync("after", 2, wait: false);
        await written.WaitAsync(TimeSpan.FromMinutes(1));
        return watch.Elapsed.TotalSeconds;

        async Task StartAsync(string service, int number, bool wait = true)
        {
            await writer.FoldAsync([Started(service, number)], CancellationToken.None);
            if (wait) await route53.WhenAsync(zone, now => now.Records.Keys.Any(id => id.Name == $"{service}.{Domain}"));
        }
    }

    private static ContainerStarted Started(string service, int number) => new()
    {
        Host = Red,
        Stamp = new Stamp(1, number),
        At = TimeProvider.System.GetUtcNow(),
        Container = new ContainerSnapshot
        {
            Id = $"container-{number}",
            Name = service,
            Image = "bench",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = service,
                    Protocol = Contracts.TransportProtocol.Tcp,
                    ContainerPort = 8081,
                    HostPort = 32_768 + number,
                    Address = Red.Address,
                },
            ],
        },
    };
}
