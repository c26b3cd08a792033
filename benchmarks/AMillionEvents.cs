using System.Security.Cryptography;
using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Replay;
using Pipeline.Store;
using Pipeline.Store.Registry;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// A history of a million events, or as many as are requested, in a database of its own: 10,000 containers that were paused and resumed
/// repeatedly, 200 services, and their ledger.
/// </summary>
internal sealed class AMillionEvents : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private const int Services = 200;
    private const int Hosts = 50;
    private const int ValuesOfSet = 10;

    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly int containers;
    private readonly int events;
    private long sequence;

    private AMillionEvents(string database, int events, int containers)
    {
        (Database, this.events, this.containers) = (database, events, containers);
        Store = DocumentStore.For(options => RegistrySchema.Configure(options, database));
    }

    public string Database { get; }

    public DocumentStore Store { get; }

    public int Containers => containers;

    public static string IdOf(int container) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(container)));

    public static Task<AMillionEvents> CreateAsync(RealPostgres postgres, int events) =>
        CreateAsync(postgres, events, containers: events / 100);

    public static async Task<AMillionEvents> CreateAsync(RealPostgres postgres, int events, int containers)
    {
        var history = new AMillionEvents(await postgres.CreateDatabaseAsync(), events, containers);
        await history.Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await history.WriteAsync();
        await RegistryIndexes.CreateAsync(history.Store, CancellationToken.None);
        await history.ExecuteAsync("vacuum analyze pipeline.mt_events; vacuum analyze pipeline.mt_streams");
        return history;
    }

    /// <summary>Makes the registry's documents of it.</summary>
    public async Task RebuildAsync()
    {
        await using var registry = new RegistryDatabase(Database, TimeProvider.System);
        await registry.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), CancellationToken.None);
    }

    /// <summary>Gives each container a saga, as a health saga does that heard of them all.</summary>
    public async Task LookAfterAsync()
    {
        await using var health = new PostgresSagas(Database);
        await health.PrepareAsync(CancellationToken.None);
        foreach (var some in Enumerable.Range(0, containers).Chunk(1_000))
        {
            var sagas = some.Select(container =>
            {
                var heard = new ContainerStated(IdOf(container), Runs(container));
                var saga = new ContainerHealthSaga { CorrelationId = heard.CorrelationId };
                saga.Take(heard.ContainerId, heard.Signal, HealthPolicy.Default, Began);
                return saga;
            });
            await health.Sagas.SaveAsync([.. sagas], CancellationToken.None);
        }
    }

    /// <summary>Takes those documents away.</summary>
    public Task ForgetAsync() => ExecuteAsync("truncate pipeline.mt_doc_container, pipeline.mt_doc_host, pipeline.mt_doc_ledgerentry");

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        foreach (var part in sql.Split(';'))
        {
            await using var command = new NpgsqlCommand(part, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private async Task WriteAsync()
    {
        var ledgerChanges = events * 3 / 10 / 3 / Services;
        var rounds = ((events * 7 / 10) / containers) - 1;
        await using var connection = await OpenAsync();
        const string CopyStreams =
            "copy pipeline.mt_streams (id, version, timestamp, created, tenant_id, is_archived) from stdin (format binary)";
        await using (var streams = await connection.BeginBinaryImportAsync(CopyStreams))
        {
            for (var host = 0; host < Hosts; host++) await StreamAsync(streams, Host.StreamOf($"host-{host}"), 1);
            for (var container = 0; container < containers; container++) await StreamAsync(streams, IdOf(container), rounds + 1);
            for (var service = 0; service < Services; service++)
                await StreamAsync(streams, LedgerEntry.StreamOf("Z1", Key(service)), ledgerChanges * 3);
            await streams.CompleteAsync();
        }

        const string CopyEvents =
            "copy pipeline.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived, "
            + "correlation_id) from stdin (format binary)";
        await using (var rows = await connection.BeginBinaryImportAsync(CopyEvents))
        {
            for (var host = 0; host < Hosts; host++)
                await RowAsync(rows, Host.StreamOf($"host-{host}"), 1, new HostJoined($"127.0.1.{host + 1}", Began));
            for (var round = 0; round <= rounds; round++)
            {
                for (var container = 0; container < containers; container++)
                    await RowAsync(rows, IdOf(container), round + 1, Happened(container, round));
                for (var service = 0; service < Services; service++)
                    for (var change = round * ledgerChanges / (rounds + 1); change < (round + 1) * ledgerChanges / (rounds + 1); change++)
                        foreach (var (index, happened) in Changed(service, change).Index())
                            await RowAsync(rows, LedgerEntry.StreamOf("Z1", Key(service)), (change * 3) + index + 1, happened);
            }

            await rows.CompleteAsync();
        }

        await ExecuteAsync($"select setval('pipeline.mt_events_sequence', {sequence})");
    }

    private static RecordKey Key(int service) => new($"service-{service}.{Domain}", RecordType.SRV);

    private static HealthSignal.Runs Runs(int container)
    {
        var check = new Check(CheckKind.Http, "/health", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var watch = new Watch(8081, $"service-{container % Services}", AddressOf(container), check);
        return new($"host-{container % Hosts}", new Stamp(1, 1), Began, $"calc-{container}", null, [watch], null);
    }

    private static TransportAddress AddressOf(int container) =>
        new($"127.0.1.{(container % Hosts) + 1}", 20_000 + (container / Hosts), TransportProtocol.Tcp);

    private static ContainerEvent Happened(int container, int round)
    {
        var (host, at) = ($"host-{container % Hosts}", Began.AddSeconds(round));
        var instance = new Instance($"service-{container % Services}", 8081, AddressOf(container));
        return (round % 4, round) switch
        {
            (_, 0) => new RunBegan(host, new Stamp(1, 1), Began, $"calc-{container}", "calc:1", null, at),
            (1, _) => new InstanceRegistered(instance, at),
            (2, _) => new InstanceWithdrawn(instance, WithdrawalReason.Paused, null, at),
            (3, _) => new RunPaused(host, new Stamp(1, round + 1), at),
            _ => new RunResumed(host, new Stamp(1, round + 1), at),
        };
    }

    private static IEnumerable<LedgerEvent> Changed(int service, int change)
    {
        var set = new RecordSet
        {
            Key = Key(service),
            Ttl = 5,
            Values = [.. Enumerable.Range(0, ValuesOfSet)
                .Select(i => $"1 1 {20_000 + ((change + i) % 200)} host-{(service + (i * Services)) % Hosts}.{Domain}.")],
        };
        var action = change == 0 ? ChangeAction.Create : ChangeAction.Upsert;
        yield return new ChangeSubmitted(new RecordChange(action, set), Guid.Empty, Began.AddSeconds(change));
        yield return new ChangeAccepted($"C{change}", Began.AddSeconds(change));
        yield return new ChangeInSync($"C{change}", Began.AddSeconds(change));
    }

    private static async Task StreamAsync(NpgsqlBinaryImporter rows, string id, long version)
    {
        await rows.StartRowAsync();
        await rows.WriteAsync(id, NpgsqlDbType.Varchar);
        await rows.WriteAsync(version, NpgsqlDbType.Bigint);
        await rows.WriteAsync(Began, NpgsqlDbType.TimestampTz);
        await rows.WriteAsync(Began, NpgsqlDbType.TimestampTz);
        await rows.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar);
        await rows.WriteAsync(false, NpgsqlDbType.Boolean);
    }

    private async Task RowAsync(NpgsqlBinaryImporter rows, string stream, long version, object happened)
    {
        await rows.StartRowAsync();
        await rows.WriteAsync(++sequence, NpgsqlDbType.Bigint);
        await rows.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
        await rows.WriteAsync(stream, NpgsqlDbType.Varchar);
        await rows.WriteAsync(version, NpgsqlDbType.Bigint);
        await rows.WriteAsync(Store.Options.Serializer().ToJson(happened), NpgsqlDbType.Jsonb);
        await rows.WriteAsync(happened.GetType().GetEventTypeName(), NpgsqlDbType.Varchar);
        await rows.WriteAsync(History.Words.EventWords.At(happened), NpgsqlDbType.TimestampTz);
        await rows.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar);
        await rows.WriteAsync($"{happened.GetType().FullName}, {happened.GetType().Assembly.GetName().Name}", NpgsqlDbType.Varchar);
        await rows.WriteAsync(false, NpgsqlDbType.Boolean);
        await rows.WriteAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), NpgsqlDbType.Varchar);
    }
}
