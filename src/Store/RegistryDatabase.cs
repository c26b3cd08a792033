using JasperFx;
using Marten;
using Pipeline.History;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Replay;
using Pipeline.History.Status;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Store.Events;
using Pipeline.Store.Leases;
using Pipeline.Store.Ledger;
using Pipeline.Store.Locks;
using Pipeline.Store.Reading;
using Pipeline.Store.Rebuilding;
using Pipeline.Store.Registry;
using Pipeline.Store.Retention;
using Pipeline.Store.Schemas;

namespace Pipeline.Store;

/// <summary>The registry in a PostgreSQL database: its stores and readers.</summary>
public sealed class RegistryDatabase : IAsyncDisposable
{
    private readonly DocumentStore store;
    private readonly LeaseTable leases;
    private readonly FenceTable fences = new(RegistrySchema.Name);
    private readonly RetentionTable retention = new(RegistrySchema.Name);
    private readonly LifeTable lives = new(RegistrySchema.Name);
    private readonly SchemaVersionTable versions = new(RegistrySchema.Name);
    private readonly TimeProvider time;

    /// <param name="database">The connection string.</param>
    /// <param name="time">The clock for the checkpoints of a rebuild.</param>
    public RegistryDatabase(string database, TimeProvider time)
    {
        this.time = time;
        store = DocumentStore.For(options => RegistrySchema.Configure(options, database));
        leases = new LeaseTable(database, RegistrySchema.Name);
        Registry = new PostgresRegistryStore(store, leases);
        State = new PostgresRegistryState(store);
        Changes = new PostgresChangeFeed(database);
        Ledger = new PostgresLedgerStore(store, leases, fences);
        LedgerReader = new PostgresLedgerReader(store);
        Leases = new PostgresLeaderLeases(leases);
        Documents = new PostgresRegistryDocuments(store);
        Rebuilder = new PostgresRegistryRebuilder(store, time);
        Retained = new RetainedHistory(store);
        Sweep = new RegistrySweep(store);
    }

    public IRegistryStore Registry { get; }

    public IRegistryState State { get; }

    public IChangeFeed Changes { get; }

    public ILedgerStore Ledger { get; }

    public ILedgerReader LedgerReader { get; }

    public ILeaderLeases Leases { get; }

    public IRegistryDocuments Documents { get; }

    public IRegistryRebuilder Rebuilder { get; }

    /// <summary>Where the detail of the history begins, and what is left from before.</summary>
    public RetainedHistory Retained { get; }

    /// <summary>Drops the detail that is older than the retention.</summary>
    public IHistorySweep Sweep { get; }

    /// <summary>What a status is read from.</summary>
    public StatusStore Status => new(State, Documents, LedgerReader, Ledger, Leases);

    /// <summary>Plans and replays changes of a zone.</summary>
    public PlanningDesk Desk(ProjectorSettings settings, Route53Budget budget) => new(
        new(State, Documents, Rebuilder, Ledger, Leases, Changes), settings, budget, Guid.CreateVersion7, time);

    /// <summary>Reads the zone's answers and their history.</summary>
    public IChronicle Chronicle(ProjectorSettings settings, Route53Budget budget) =>
        new Chronicle(Documents, LedgerReader, Ledger, State, settings, budget, time);

    /// <summary>Reads the recorded events.</summary>
    /// <param name="domain">The domain of the services' names.</param>
    public IRegistryHistory History(string domain) => new PostgresRegistryHistory(store, domain);

    /// <summary>
    /// Creates or updates the schema and the indexes of its history, one process at a time; a newer program's schema is left as it is. For
    /// a million events this takes seconds.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancel) => SchemaChange.RunAsync(
        store.Storage.Database.CreateConnection, AdvisoryLocks.RegistrySchema,
        connection => versions.ChangeAsync(connection, async () =>
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate).WaitAsync(cancel);
            await RegistryIndexes.CreateAsync(store, cancel);
            await leases.CreateAsync(connection, cancel);
            await fences.CreateAsync(connection, cancel);
            await retention.CreateAsync(connection, cancel);
            await lives.CreateAsync(connection, cancel);
        }, cancel), cancel);

    /// <inheritdoc cref="LeaseTable.EndAllAsync"/>
    public Task EndFormerTermsAsync(CancellationToken cancel) => leases.EndAllAsync(cancel);

    /// <summary>The underlying Marten store, for tests that inspect its contents.</summary>
    internal DocumentStore DocumentStore => store;

    public async ValueTask DisposeAsync()
    {
        await leases.DisposeAsync();
        await store.DisposeAsync();
    }
}
