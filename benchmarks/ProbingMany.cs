using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
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
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// 10,000 endpoints, each checked every 10 seconds by one process for a minute. The baseline is a bare loop of the same requests.
/// </summary>
internal static class ProbingMany
{
    private const int Count = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        using var endpoints = await Endpoints.StartAsync();
        var bare = await LoopAsync(endpoints.Port);
        var probed = await ProbeAsync(await postgres.CreateDatabaseAsync(), endpoints.Port);

        // The loop keeps to no jitter, which makes a twentieth more requests of the prober's: a request is compared with a request.
        var (ours, baseline) = (probed.Processor / probed.Requests, bare.Processor / bare.Requests);
        return
        [
            new Figure(
                "processor time a look, 10,000 endpoints every 10 s",
                $"{ours * 1e6:0} µs ({probed.Processor / Minute.TotalSeconds:0%} of one)",
                $"bare loop: {baseline * 1e6:0} µs ({bare.Processor / Minute.TotalSeconds:0%} of one)",
                ours / baseline,
                "≤ 1.3",
                ours / baseline <= 1.3),
            new Figure(
                "memory after a minute of it",
                $"{probed.MemoryAtEnd / 1e6:0} MB",
                $"after its first 20 s: {probed.MemoryAtStart / 1e6:0} MB",
                probed.MemoryAtEnd / probed.MemoryAtStart,
                "≤ 1.1",
                probed.MemoryAtEnd <= 1.1 * probed.MemoryAtStart),
            new Figure(
                "how late a look begins, p99",
                $"{probed.Lateness * 1000:0} ms",
                $"p50: {probed.TypicalLateness * 1000:0} ms",
                null,
                "≤ 1 s",
                probed.Lateness <= 1),
        ];
    }

    private static async Task<(double Processor, long Requests)> LoopAsync(int port)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
            UseProxy = false,
        });
        await AskAllAsync(TimeSpan.FromSeconds(2)); // compiled before it is measured
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var requests = await AskAllAsync(Minute);
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, requests);

        async Task<long> AskAllAsync(TimeSpan during)
        {
            var (watch, asked, pending) = (Stopwatch.StartNew(), 0L, new List<Task>());
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (watch.Elapsed < during && await pace.WaitForNextTickAsync())
            {
                for (; asked < watch.Elapsed / Interval * Count; asked++) pending.Add(AskAsync((int)(asked % Count)));
                pending.RemoveAll(task => task.IsCompleted);
            }

            await Task.WhenAll(pending);
            return asked;
        }

        async Task AskAsync(int number)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Endpoints.Address(number)}:{port}/health")
            {
                Headers = { ConnectionClose = true },
            };
            using var response = await http.SendAsync(request, timeout.Token);
            if (response.StatusCode is not HttpStatusCode.OK) throw new InvalidOperationException($"{response.StatusCode}");
        }
    }

    private static async Task<Probed> ProbeAsync(string database, int port)
    {
        await FillAsync(database, port);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ITaskStopper, NoStopper>();
        builder.Services.AddPostgresSagas(database);
        builder.Services.AddHealthSaga(new HealthSettings { Domain = "servicediscovery.internal" });
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddHealthSagaConsumers();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        using var host = builder.Build();
        await host.StartAsync();

        // From the second round on: the first one reads the table and finds its pace.
        using var looks = new LooksSeen();
        using var rounds = new PeriodicTimer(Interval * 2);
        await rounds.WaitForNextTickAsync();
        var memoryAtStart = Resident();
        looks.Reset();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        using var minute = new PeriodicTimer(Minute);
        await minute.WaitForNextTickAsync();
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        var (lateness, memoryAtEnd) = (looks.Lateness, Resident());
        await host.StopAsync();
        return new Probed(processor, lateness.Count, memoryAtStart, memoryAtEnd, Quantile.Of(lateness, 0.99), Quantile.Of(lateness, 0.5));
    }

    private static double Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static async Task FillAsync(string database, int port)
    {
        await using var store = new PostgresSagas(database);
        await store.PrepareAsync(CancellationToken.None);
        foreach (var chunk in Enumerable.Range(0, Count).Chunk(500))
            await store.Sagas.SaveAsync([.. chunk.Select(number => Healthy(number, port))], CancellationToken.None);
    }

    private static ContainerHealthSaga Healthy(int number, int port)
    {
        var (id, began) = ($"container-{number}", DateTimeOffset.UnixEpoch);
        var check = new Check(CheckKind.Http, "/health", Interval, TimeSpan.FromSeconds(2));
        var watch = new Watch(
            8081, $"service-{number % 100}", new(Endpoints.Address(number), port, Contracts.TransportProtocol.Tcp), check);
        var saga = new ContainerHealthSaga { CorrelationId = new ContainerStated(id, new HealthSignal.TimeCame()).CorrelationId };
        var runs = new HealthSignal.Runs($"host-{number / 100}", new Stamp(1, 1), began, id, null, [watch], null);
        var result = new ProbeResult(8081, Passed: true, "HTTP 200", began.AddSeconds(1), TimeSpan.Zero, "filled");
        saga.Take(id, runs, HealthPolicy.Default, began);
        saga.Take(id, new HealthSignal.Probed(began, result), HealthPolicy.Default, began);
        return saga;
    }

    private sealed record Probed(
        double Processor, long Requests, double MemoryAtStart, double MemoryAtEnd, double Lateness, double TypicalLateness);

    private sealed class NoStopper : ITaskStopper
    {
        public bool StopsWithoutTask => false;

        public Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel) =>
            throw new InvalidOperationException("nobody is to be stopped here");
    }

    /// <summary>Collects what the prober itself says of its lateness.</summary>
    private sealed class LooksSeen : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Lock gate = new();
        private List<double> lateness = [];

        public LooksSeen()
        {
            listener.InstrumentPublished = (instrument, meters) =>
            {
                if (instrument is { Meter.Name: HealthTelemetry.Name, Name: "pipeline.health.probe.lateness" })
                    meters.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, late, _, _) =>
            {
                lock (gate) lateness.Add(late);
            });
            listener.Start();
        }

        public IReadOnlyList<double> Lateness
        {
            get
            {
                lock (gate) return [.. lateness];
            }
        }

        public void Reset()
        {
            lock (gate) lateness = new List<double>(100_000);
        }

        public void Dispose() => listener.Dispose();
    }
}
