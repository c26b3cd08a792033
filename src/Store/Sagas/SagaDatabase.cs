using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;
using Pipeline.Store.Leases;
using Pipeline.Store.Locks;
using Pipeline.Store.Retention;
using Pipeline.Store.Schemas;
using Weasel.Core;

namespace Pipeline.Store.Sagas;

/// <summary>
/// The schema of the sagas in PostgreSQL: a document and a stream of events for each container. The registry's schema is in the same
/// database; neither schema refers to the other.
/// </summary>
internal sealed class SagaDatabase : IAsyncDisposable
{
    public const string Schema = "health";

    private readonly DocumentStore store;
    private readonly RetentionTable retention = new(Schema);
    private readonly SchemaVersionTable versions = new(Schema);

    public SagaDatabase(string database)
    {
        Leases = new LeaseTable(database, Schema);
        store = DocumentStore.For(options => Configure(options, database));
    }

    /// <summary>The leases of shards and members.</summary>
    public LeaseTable Leases { get; }

    /// <summary>Creates or updates the schema, one process at a time; a newer program's is left as it is.</summary>
    public Task PrepareAsync(CancellationToken cancel) => StoreCall.RunAsync(() => SchemaChange.RunAsync(
        store.Storage.Database.CreateConnection, AdvisoryLocks.HealthSchema,
        connection => versions.ChangeAsync(connection, async () =>
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate).WaitAsync(cancel);
            await using var index = new NpgsqlCommand(HealthIndexes.Create, connection) { CommandTimeout = 0 };
            await index.ExecuteNonQueryAsync(cancel);
            await Leases.CreateAsync(connection, cancel);
            await retention.CreateAsync(connection, cancel);
        }, cancel), cancel));

    /// <summary>A session that stores the current trace with its events.</summary>
    /// <param name="transaction">The transaction that the session writes in, which the caller commits; null for one of its own.</param>
    public IDocumentSession OpenSession(NpgsqlTransaction? transaction = null)
    {
        var session = transaction is null
            ? store.LightweightSession()
            : store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.CorrelationId = Activity.Current?.TraceId.ToHexString();
        return session;
    }

    /// <summary>The store's JSON serializer.</summary>
    public Marten.ISerializer Serializer => store.Options.Serializer();

    public IQuerySession OpenQuery() => store.QuerySession();

    /// <summary>Opens a connection for SQL.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Leases.DisposeAsync();
        await store.DisposeAsync();
    }

    private static void Configure(StoreOptions options, string database)
    {
        options.Connection(ConnectionStrings.ForWork(database));
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, configure: json => StoredWords.AddTo(json.Converters));
        MartenRetries.TurnOff(options);
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.UseAdvisoryLockTransaction = true;
        foreach (var index in HealthIndexes.Names) options.Events.IgnoreIndex(index);
        foreach (var (name, kind) in EventNames.OfHealth) options.Events.MapEventType(kind, name);

        options.Schema.For<ContainerHealthSaga>()
            .DocumentAlias(DocumentNames.Saga)
            .Identity(saga => saga.CorrelationId)
            .UseNumericRevisions(true)
            .Metadata(columns => columns.Revision.MapTo(saga => saga.Version))
            .IndexLastModified()
            .Duplicate(saga => saga.IsLive)
            .Duplicate(saga => saga.Shard)
            .Duplicate(saga => saga.Host, configure: index => index.Predicate = "is_live = true")
            .Duplicate(saga => saga.Due)
            .Duplicate(saga => saga.CondemnedAt)
            .Duplicate(saga => saga.StopAllowedAt)
            .Index(saga => saga.Health!.Task!.Arn)
            .GinIndexJsonDataMember(saga => saga.Proofs, index => index.StorageParameters["fastupdate"] = "off");
        options.Schema.For<HostLease>().DocumentAlias(DocumentNames.HostLease).Identity(lease => lease.Id);
        options.Schema.For<ProberShare>().DocumentAlias(DocumentNames.ProberShare).Identity(share => share.Id);
    }
}
