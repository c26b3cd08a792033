using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Projector.Registry;
using Pipeline.Store;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>What the whole of <c>up</c> holds at rest with 1,000 instances, beside the same with none.</summary>
internal static class MemoryAtRest
{
    private const int Hosts = 40;
    private const int ContainersPerHost = 25;

    public static async Task<Figure> RunAsync(RealPostgres postgres)
    {
        var empty = await MeasureAsync(await postgres.CreateDatabaseAsync(), instances: 0);
        var filled = await postgres.CreateDatabaseAsync();
        await FillAsync(filled);
        var full = await MeasureAsync(filled, Hosts * ContainersPerHost);
        return new Figure(
            "memory of `up` at rest with 1,000 instances",
            $"{full / 1e6:0} MB",
            $"with none: {empty / 1e6:0} MB",
            (double)full / empty,
            "≤ 1.5",
            full <= 1.5 * empty);
    }

    private static async Task<long> MeasureAsync(string database, int instances)
    {
        await using var pipeline = await TheCommand.UpAsync(database, "--simulate", "1");
        var dns = new AskingDns(pipeline.Dns);
        if (instances > 0)
            await Eventually.ThatAsync(async () => (await dns.PortsAsync("service-24")).Count == Hosts, "the instances answer");

        // At rest: what it holds no longer grows.
        var last = 0L;
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(3));
        while (pipeline.ResidentBytes is var now && now > last * 1.01)
        {
            last = now;
            await pause.WaitForNextTickAsync();
        }

        return pipeline.ResidentBytes;
    }

    private static async Task FillAsync(string database)
    {
        await using var store = new RegistryDatabase(database, TimeProvider.System);
        await store.PrepareAsync(CancellationToken.None);
        var registrar = new Registrar("servicediscovery.internal");
        var writer = new RegistryWriter(store.Registry, registrar, TimeProvider.System, NullLogger<RegistryWriter>.Instance);
        for (var host = 1; host <= Hosts; host++)
            await writer.FoldAsync([Report(host)], CancellationToken.None);
    }

    private static HostReported Report(int host) => new()
    {
        Host = new HostIdentity($"host-{host}", $"127.0.2.{host}"),
        Stamp = new Stamp(1, 1),
        At = DateTimeOffset.UnixEpoch,
        Interval = TimeSpan.FromHours(1),
        Engine = "none",
        Containers = [.. Enumerable.Range(0, ContainersPerHost).Select(i => new ContainerSnapshot
        {
            Id = $"{host}-{i}",
            Name = $"c{i}",
            Image = "none",
            StartedAt = DateTimeOffset.UnixEpoch,
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = $"service-{i}",
                    Protocol = TransportProtocol.Tcp,
                    ContainerPort = 8080,
                    HostPort = 32768 + i,
                    Address = $"127.0.2.{host}",
                },
            ],
        })],
    };
}
