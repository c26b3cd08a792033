using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.History;
using Pipeline.Projector;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Store;
using Pipeline.Store.Retention;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// What the life of a container takes in the database, by table: 20 services of 40 instances are deployed twice, four instances at a time,
/// with a pass over the zone behind each four. The baseline is what is left of it after a sweep, when it is older than the retention.
/// </summary>
internal static class BytesALife
{
    private const string Domain = "servicediscovery.internal";
    private const int Services = 20;
    private const int Instances = 40;
    private const int Wave = 4;
    private const int Deployments = 3;
    private const double Aim = 5 * 1024;

    /// <summary>The instances of the first deployment, which are there before the lives that are counted.</summary>
    private const int Lives = Services * Instances * (Deployments - 1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        using var host = Build(database);
        await host.Services.GetRequiredService<RegistryDatabase>().PrepareAsync(CancellationToken.None);
        await using var sagas = new PostgresSagas(database);
        await sagas.PrepareAsync(CancellationToken.None);
        var zone = host.Services.GetRequiredService<IZone>();
        await using var term = (await host.Services.GetRequiredService<LeaderElection>().TryAcquireAsync(zone.Id, CancellationToken.None))!;
        await DeployAsync(host, sagas, term, 0);
        var before = await SizesAsync(database);
        for (var deployment = 1; deployment < Deployments; deployment++) await DeployAsync(host, sagas, term, deployment);
        var after = await SizesAsync(database);
        var kept = await SweepAsync(host, sagas, database);
        var whole = Grown(before, after);
        return
        [
            new Figure(
                "bytes a life, with indexes", string.Create(CultureInfo.InvariantCulture, $"{whole / Lives:N0} B"),
                string.Create(CultureInfo.InvariantCulture, $"after the retention: {kept / (Lives + (Services * Instances)):N0} B"),
                null, "≤ 5,120 B", whole / Lives <= Aim),
            .. after.Where(table => table.Value - before.GetValueOrDefault(table.Key) >= Lives)
                .OrderByDescending(table => table.Value - before.GetValueOrDefault(table.Key))
                .Select(table => new Figure(
                    $"… in {table.Key}",
                    string.Create(
                        CultureInfo.InvariantCulture, $"{(table.Value - before.GetValueOrDefault(table.Key)) / (double)Lives:N0} B"),
                    "", null, "", Met: true)),
        ];
    }

    private static double Grown(Dictionary<string, long> before, Dictionary<string, long> after) =>
        after.Values.Sum() - before.Values.Sum();

    private static async Task DeployAsync(IHost host, PostgresSagas sagas, ILeaderTerm term, int deployment)
    {
        var (registry, zone) = (host.Services.GetRequiredService<RegistryWriter>(), host.Services.GetRequiredService<ZonePass>());
        for (var service = 0; service < Services; service++)
            for (var wave = 0; wave < Instances; wave += Wave)
            {
                var members = Enumerable.Range(wave, Wave).ToList();
                await registry.FoldAsync([.. members.Select(one => Started(deployment, service, one))], CancellationToken.None);
                await WatchAsync(sagas, [.. members.Select(one => IdOf(deployment, service, one))]);
                await PassAsync(zone, term, service);
                if (deployment == 0) continue;
                await registry.FoldAsync([.. members.Select(one => Stopped(deployment, service, one))], CancellationToken.None);
                await EndAsync(sagas, [.. members.Select(one => IdOf(deployment - 1, service, one))]);
                await PassAsync(zone, term, service);
            }
    }

    private static Task<bool> PassAsync(ZonePass zone, ILeaderTerm term, int service) => zone.RunAsync(
        ZoneScope.Nothing with { Services = [NameOf(service)] }, term, CancellationToken.None);

    private static async Task WatchAsync(PostgresSagas sagas, IReadOnlyList<string> ids)
    {
        var now = TimeProvider.System.GetUtcNow();
        var check = new Check(CheckKind.Http, "/health", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
        var watched = ids.Select((id, number) =>
        {
            var saga = new ContainerHealthSaga { CorrelationId = SagaId.Of(id) };
            var watch = new Watch(8080, "calc", new("192.0.2.1", 32_768 + number, TransportProtocol.Tcp), check);
            saga.Take(id, new HealthSignal.Runs("red", new Stamp(1, 1), now, "calc-1", null, [watch], null), HealthPolicy.Default, now);
            saga.Take(
                id, new HealthSignal.Probed(now, new ProbeResult(8080, true, "HTTP 200", now, TimeSpan.Zero, "prober-1")),
                HealthPolicy.Default, now);
            return saga;
        });
        await sagas.Sagas.SaveAsync([.. watched], CancellationToken.None);
    }

    private static async Task EndAsync(PostgresSagas sagas, IReadOnlyList<string> ids)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ended = new List<ContainerHealthSaga>();
        foreach (var id in ids)
        {
            var saga = (await sagas.Sagas.LoadAsync(SagaId.Of(id), CancellationToken.None))!;
            saga.Take(id, new HealthSignal.HasEnded(saga.Host, new Stamp(1, 2), "it stopped"), HealthPolicy.Default, now);
            ended.Add(saga);
        }

        await sagas.Sagas.SaveAsync(ended, CancellationToken.None);
    }

    private static async Task<double> SweepAsync(IHost host, PostgresSagas sagas, string database)
    {
        var registry = host.Services.GetRequiredService<RegistryDatabase>();
        var kept = TimeProvider.System.GetUtcNow().AddHours(1);
        foreach (var sweep in (IHistorySweep[])[registry.Sweep, sagas.Sweep])
            while (!(await sweep.StepAsync(kept, kept.AddDays(-365), CancellationToken.None)).IsLast) { }
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var vacuum = new NpgsqlCommand("vacuum full", connection) { CommandTimeout = 0 };
        await vacuum.ExecuteNonQueryAsync();
        return (await SizesAsync(database)).Values.Sum();
    }

    private static async Task<Dictionary<string, long>> SizesAsync(string database)
    {
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync();
            await using var vacuum = new NpgsqlCommand("vacuum", connection);
            await vacuum.ExecuteNonQueryAsync();
        }

        var use = await new StorageReader(database, TimeProvider.System).ReadAsync(CancellationToken.None);
        return use.Tables.SelectMany(table => ((string, long)[])[(table.Name, table.Bytes), ($"{table.Name}, indexes", table.IndexBytes)])
            .ToDictionary(one => one.Item1, one => one.Item2);
    }

    private static string NameOf(int service) => $"service-{service}";

    private static string IdOf(int deployment, int service, int instance) => Convert.ToHexStringLower(SHA256.HashData(
        BitConverter.GetBytes((((deployment * Services) + service) * Instances) + instance)));

    private static HostIdentity HostOf(int instance) => new($"ip-10-0-1-{instance + 1}", $"10.0.1.{instance + 1}");

    /// <summary>On each host the containers come one after the other.</summary>
    private static Stamp StampOf(int deployment, int service, bool isEnd) =>
        new(1, (((deployment * Services) + service) * 2) + (isEnd ? 2 : 1));

    private static ContainerStarted Started(int deployment, int service, int instance) => new()
    {
        Host = HostOf(instance),
        Stamp = StampOf(deployment, service, isEnd: false),
        At = TimeProvider.System.GetUtcNow(),
        Container = new ContainerSnapshot
        {
            Id = IdOf(deployment, service, instance),
            Name = $"ecs-{NameOf(service)}-{deployment}-{NameOf(service)}-{instance}",
            Image = $"123456789012.dkr.ecr.eu-central-1.amazonaws.com/{NameOf(service)}:{deployment}",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = NameOf(service),
                    Protocol = TransportProtocol.Tcp,
                    ContainerPort = 8080,
                    HostPort = 32768 + (deployment * Services) + service,
                    Address = HostOf(instance).Address,
                },
            ],
        },
    };

    private static ContainerStopped Stopped(int deployment, int service, int instance) => new()
    {
        Host = HostOf(instance),
        Stamp = StampOf(deployment, service, isEnd: true),
        At = TimeProvider.System.GetUtcNow(),
        ContainerId = IdOf(deployment - 1, service, instance),
        Cause = StopCause.Exited,
        ExitCode = 0,
    };

    private static IHost Build(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IZone>(new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System));
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddRegistryReader(Domain, ServiceAddresses.Fixed);
        builder.Services.AddProjector(new ProjectorSettings { Domain = Domain });
        builder.Services.AddInMemoryBus();
        return builder.Build();
    }
}
