using Marten;
using Npgsql;
using Pipeline.History;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Replay;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Store.Events;
using Pipeline.Store.Ledger;
using Pipeline.Store.Locks;
using Pipeline.Store.Reading;
using Pipeline.Store.Rebuilding;
using Pipeline.Store.Registry;

namespace Pipeline.Store;

/// <summary>The registry in a PostgreSQL database: its stores and readers.</summary>
public sealed class RegistryDatabase : IAsyncDisposable
{
    private readonly DocumentStore store;
    private readonly TimeProvider time;

    /// <param name="database">The connection string.</param>
    /// <param name="time">The clock for the checkpoints of a rebuild.</param>
    public RegistryDatabase(string database, TimeProvider time)
    {
        this.time = time;
        store = DocumentStore.For(options => RegistrySchema.Configure(options, database));
        Registry = new PostgresRegistryStore(store);
        State = new PostgresRegistryState(store);
        Changes = new PostgresChangeFeed(database);
        Ledger = new PostgresLedgerStore(store);
        LedgerReader = new PostgresLedgerReader(store);
        Election = new PostgresLeaderElection(database);
        Documents = new PostgresRegistryDocuments(store);
        Rebuilder = new PostgresRegistryRebuilder(store, time);
    }

    public IRegistryStore Registry { get; }

    public IRegistryState State { get; }

    public IChangeFeed Changes { get; }

    public ILedgerStore Ledger { get; }

    public ILedgerReader LedgerReader { get; }

    public ILeaderElection Election { get; }

    public IRegistryDocuments Documents { get; }

    public IRegistryRebuilder Rebuilder { get; }

    /// <summary>Plans and replays changes of a zone.</summary>
    public PlanningDesk Desk(ProjectorSettings settings, Route53Budget budget) => new(
        new(State, Documents, Rebuilder, Ledger, Election, Changes), settings, budget, Guid.CreateVersion7, time);

    /// <summary>Reads the zone's answers and their history.</summary>
    public IChronicle Chronicle(ProjectorSettings settings, Route53Budget budget) =>
        new Chronicle(Documents, LedgerReader, Ledger, State, settings, budget, time);

    /// <summary>Reads the recorded events.</summary>
    /// <param name="domain">The domain of the services' names.</param>
    public IRegistryHistory History(string domain) => new PostgresRegistryHistory(store, domain);

    /// <summary>
    /// Creates or updates the schema and the indexes of its history, one process at a time. For a million events this takes seconds.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        var acquireLock = $"select pg_advisory_lock({AdvisoryLocks.RegistrySchema})";
        await using (var acquire = new NpgsqlCommand(acquireLock, connection) { CommandTimeout = 0 })
            await acquire.ExecuteNonQueryAsync(cancel);
        try
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().WaitAsync(cancel);
            await RegistryIndexes.CreateAsync(store, cancel);
        }
        finally
        {
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.RegistrySchema})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>The underlying Marten store, for tests that inspect its contents.</summary>
    internal DocumentStore DocumentStore => store;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
