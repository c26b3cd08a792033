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

/// <summary>The registry in a PostgreSQL database: every view of it that a room asks for.</summary>
public sealed class RegistryDatabase : IAsyncDisposable
{
    private readonly DocumentStore store;
    private readonly TimeProvider time;

    /// <param name="database">Connection string.</param>
    /// <param name="time">Dates the checkpoints of a rebuild.</param>
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

    /// <summary>Plans and replays.</summary>
    public PlanningDesk Desk(ProjectorSettings settings, Route53Budget budget) => new(
        new(State, Documents, Rebuilder, Ledger, Election, Changes), settings, budget, Guid.CreateVersion7, time);

    /// <summary>Reads what the zone answers.</summary>
    public IChronicle Chronicle(ProjectorSettings settings, Route53Budget budget) =>
        new Chronicle(Documents, LedgerReader, Ledger, State, settings, budget, time);

    /// <summary>What was recorded.</summary>
    /// <param name="domain">The domain that names are under.</param>
    public IRegistryHistory History(string domain) => new PostgresRegistryHistory(store, domain);

    /// <summary>
    /// Creates or updates the schema and the indexes of its history. Processes that start together take turns; for a million events it
    /// takes seconds.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        var takeTurn = $"select pg_advisory_lock({AdvisoryLocks.RegistrySchema})";
        await using (var wait = new NpgsqlCommand(takeTurn, connection) { CommandTimeout = 0 })
            await wait.ExecuteNonQueryAsync(cancel);
        try
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().WaitAsync(cancel);
            await RegistryIndexes.CreateAsync(store, cancel);
        }
        finally
        {
            await using var done = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.RegistrySchema})", connection);
            await done.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>The store beneath, for tests that look at what lies in it.</summary>
    internal DocumentStore DocumentStore => store;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
