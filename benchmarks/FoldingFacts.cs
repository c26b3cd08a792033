using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Projector;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;
using Pipeline.Store;
using Pipeline.Store.Registry;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// Facts of a backlog that are folded per second, from the bus through the consumer into the event store. The baseline is plain Marten
/// sessions that write the same batches (events with their headers, and leases) into the same tables under the same indexes, with as many
/// writers, and neither read nor decide.
/// </summary>
internal static class FoldingFacts
{
    private const string Domain = "servicediscovery.internal";
    private const int Hosts = 40;
    private const int ContainersPerHost = 500;
    private const int FactsPerTransaction = 100;
    private const int Writers = 4;

    /// <summary>As many of one host travel together, when a thousand of forty hosts are in hand.</summary>
    private const int FactsOfAHost = 15;
    private const int Rounds = 16;

    public static async Task<Figure> RunAsync(RealPostgres postgres)
    {
        var facts = Enumerable.Range(0, Hosts).SelectMany(Facts).OrderBy(fact => fact.Stamp.Sequence).ToList(); // all hosts speak at once
        var (folded, appended) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            appended.Add(facts.Count / (await AppendAsync(await postgres.CreateDatabaseAsync(), facts)).TotalSeconds);
            folded.Add(facts.Count / (await FoldAsync(await postgres.CreateDatabaseAsync(), facts)).TotalSeconds);
        }

        // The first half is the runtime's, which compiles.
        var (ours, baseline) = (Quantile.Of(folded.Skip(Rounds / 2), 0.5), Quantile.Of(appended.Skip(Rounds / 2), 0.5));
        return new Figure(
            "facts folded a second, from the bus into the store", $"{ours:N0}/s",
            $"plain Marten writes of the same batches: {baseline:N0}/s", ours / baseline, "≥ 0.7", ours / baseline >= 0.7);
    }

    private static async Task<TimeSpan> FoldAsync(string database, List<ContainerStarted> facts)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddRegistryWriter(new ProjectorSettings { Domain = Domain });
        builder.Services.AddInMemoryBus();
        using var host = builder.Build();
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        var lanes = host.Services.GetRequiredService<FoldingLanes>();
        using var folded = new FoldedFacts();

        // A backlog waits in the queue, as after an outage: what its senders cost is not the registry's, nor what it costs this process's
        // collector to carry it, where a queue is a service of its own. Two collections, and it is among the old.
        await lanes.StopAsync(CancellationToken.None);
        foreach (var chunk in facts.Chunk(1_000))
            await Task.WhenAll(chunk.Select(fact => bus.Publish(fact)));
        GC.Collect();
        GC.Collect();

        var watch = Stopwatch.StartNew();
        await lanes.StartAsync(CancellationToken.None);
        await Eventually.ThatAsync(() => folded.Count == facts.Count, "all facts are folded", TimeSpan.FromMinutes(5));
        watch.Stop();
        await host.StopAsync();
        return watch.Elapsed;
    }

    private static async Task<TimeSpan> AppendAsync(string database, List<ContainerStarted> facts)
    {
        await using var store = DocumentStore.For(options => RegistrySchema.Configure(options, database));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await RegistryIndexes.CreateAsync(store, CancellationToken.None);
        var registrar = new Registrar(Domain);
        var decided = facts.OrderBy(fact => fact.Stamp.Sequence / FactsOfAHost).ThenBy(fact => fact.Host.Name)
            .Select(fact => (Fact: fact, Verdict: registrar.Decide(Registry.Empty, fact, fact.At))).ToList();
        GC.Collect();
        GC.Collect();

        var watch = Stopwatch.StartNew();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Writers };
        await Parallel.ForEachAsync(decided.Chunk(FactsPerTransaction), parallel, async (batch, cancel) =>
        {
            await using var session = store.LightweightSession();
            foreach (var (fact, verdict) in batch)
            {
                var events = verdict.Events.OfType<RegistryEvent.OfContainer>().Select(e => Marked(session, e.Happened, fact));
                session.Events.StartStream(fact.Container.Id, [.. events]);
            }

            session.Store(batch.SelectMany(one => one.Verdict.Leases).DistinctBy(lease => lease.Id).ToArray());
            await session.SaveChangesAsync(cancel);
        });
        return watch.Elapsed;
    }

    private static object Marked(IDocumentSession session, object happened, ContainerStarted fact)
    {
        var marked = session.Events.BuildEvent(happened);
        marked.SetHeader(EventHeaders.Fact, nameof(ContainerStarted));
        marked.SetHeader(EventHeaders.Stated, fact.At.ToString("O", CultureInfo.InvariantCulture));
        return marked;
    }

    private static IEnumerable<ContainerStarted> Facts(int host)
    {
        var identity = new HostIdentity($"host-{host}", $"127.0.1.{host + 1}");
        for (var i = 0; i < ContainersPerHost; i++)
        {
            yield return new ContainerStarted
            {
                Host = identity,
                Stamp = new Stamp(1, i + 1),
                At = DateTimeOffset.UnixEpoch,
                Container = new ContainerSnapshot
                {
                    Id = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes((host * 1_000) + i))),
                    Name = $"calc-{i}",
                    Image = "calc:1",
                    StartedAt = DateTimeOffset.UnixEpoch,
                    Phase = ContainerPhase.Running,
                    Endpoints =
                    [
                        new Endpoint
                        {
                            Service = $"service-{i % 25}",
                            Protocol = TransportProtocol.Tcp,
                            ContainerPort = 8081,
                            HostPort = 32768 + i,
                            Address = identity.Address,
                        },
                    ],
                },
            };
        }
    }

    /// <summary>Counts what the projector itself says it folded: asking the database would cost what is measured.</summary>
    private sealed class FoldedFacts : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public FoldedFacts()
        {
            listener.InstrumentPublished = (instrument, meters) =>
            {
                if (instrument is { Meter.Name: ProjectorTelemetry.Name, Name: "pipeline.facts.folded" })
                    meters.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, folded, _, _) => Interlocked.Add(ref count, folded));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }
}
