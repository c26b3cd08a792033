using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Stopping;
using Pipeline.HealthSaga.Telemetry;
using Pipeline.History;
using Pipeline.History.Sagas;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// 1,000 containers fail three times in a row, all at once and with the governor off: the time until every saga is condemned. The baseline
/// is the minimum: the same documents and events written in transactions of their own by as many writers.
/// </summary>
internal static class ManySick
{
    private const int Count = 1_000;
    private const int Writers = 32;
    private const int Failures = 3;

    public static async Task<Figure> RunAsync(RealPostgres postgres)
    {
        var bare = await WriteAsync(await postgres.CreateDatabaseAsync());
        var (whole, conflicts, lost) = await SickenAsync(await postgres.CreateDatabaseAsync());
        return new Figure(
            "1,000 containers fail at once, until all are condemned", $"{whole:0.0} s; {conflicts} conflicts done again, {lost} lost",
            $"as many writes of the same: {bare:0.0} s", whole / bare, "none lost", lost == 0);
    }

    private static async Task<(double Seconds, long Conflicts, int Lost)> SickenAsync(string database)
    {
        using var host = Build(database);
        await host.StartAsync();
        var (bus, health) = (host.Services.GetRequiredService<IBus>(), host.Services.GetRequiredService<IHealthReader>());
        await SignalAsync(bus, i => new ContainerStated(Id(i), Runs(i)));
        await SignalAsync(bus, i => new ContainerSignalled(Id(i), Probe(0, passed: true)));
        await CountedAsync(health, HealthState.Healthy);

        using var conflicts = new Conflicts();
        var watch = Stopwatch.StartNew();
        for (var second = 1; second <= Failures; second++)
        {
            var at = second;
            await SignalAsync(bus, i => new ContainerSignalled(Id(i), Probe(at, passed: false)));
        }

        var condemned = await CountedAsync(health, HealthState.Condemned);
        var seconds = watch.Elapsed.TotalSeconds;
        await host.StopAsync();
        return (seconds, conflicts.Count, Count - condemned);
    }

    private static async Task<double> WriteAsync(string database)
    {
        await using var store = new PostgresSagas(database);
        await store.PrepareAsync(CancellationToken.None);
        var policy = HealthPolicy.Default;
        ContainerHealthSaga Fresh(int i) => new() { CorrelationId = new ContainerStated(Id(i), Runs(i)).CorrelationId };
        await store.Sagas.SaveAsync([.. Enumerable.Range(0, Count).Select(i =>
        {
            var saga = Fresh(i);
            saga.Take(Id(i), Runs(i), policy, DateTimeOffset.UnixEpoch);
            return saga;
        })], CancellationToken.None);

        var watch = Stopwatch.StartNew();
        for (var second = 1; second <= Failures + 1; second++)
        {
            var at = second;
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Writers };
            await Parallel.ForEachAsync(Enumerable.Range(0, Count), parallel, async (i, cancel) =>
            {
                var saga = (await store.Sagas.LoadAsync(Fresh(i).CorrelationId, cancel))!;
                saga.Take(Id(i), Probe(at, passed: false), policy, DateTimeOffset.UnixEpoch);
                await store.Sagas.SaveAsync([saga], cancel);
            });
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static Task SignalAsync<T>(IBus bus, Func<int, T> message) where T : class =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(i => bus.Publish(message(i))));

    private static async Task<int> CountedAsync(IHealthReader health, HealthState state) => await Eventually.GetAsync(
        async () => (await health.SagasAsync(new(state), CancellationToken.None)).Count,
        count => count == Count,
        $"all are {state}",
        TimeSpan.FromMinutes(3));

    private static string Id(int i) => $"container-{i}";

    // Checked so rarely that no probe runs: the results are sent as messages.
    private static HealthSignal.Runs Runs(int i)
    {
        var check = new Check(CheckKind.Docker, "", TimeSpan.FromHours(1), TimeSpan.FromSeconds(2));
        var watch = new Watch(8081, "calc", new("192.0.2.1", 10_000 + i, Contracts.TransportProtocol.Tcp), check);
        return new("red", new Stamp(1, i + 1), DateTimeOffset.UnixEpoch, $"c{i}", null, [watch], null);
    }

    private static HealthSignal.Probed Probe(int second, bool passed)
    {
        var at = DateTimeOffset.MaxValue.AddDays(-1).AddSeconds(second);
        var result = new ProbeResult(8081, passed, passed ? "HTTP 200" : "HTTP 500", at, TimeSpan.Zero, "bench");
        return new(DateTimeOffset.UnixEpoch, result);
    }

    private static IHost Build(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ITaskStopper, Accepting>();
        builder.Services.AddHealthReader();
        builder.Services.AddPostgresSagas(database);
        builder.Services.AddHealthSaga(new HealthSettings { Domain = "servicediscovery.internal", Governor = GovernorPolicy.Off });
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddHealthSagaConsumers();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        return builder.Build();
    }

    private sealed class Conflicts : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public Conflicts()
        {
            listener.InstrumentPublished = (instrument, meters) =>
            {
                if (instrument is { Meter.Name: HealthTelemetry.Name, Name: "pipeline.health.conflicts" })
                    meters.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref count, more));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }
}
