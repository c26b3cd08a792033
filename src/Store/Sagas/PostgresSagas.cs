using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Sharing;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.Store.Leases;
using Pipeline.Store.Retention;

namespace Pipeline.Store.Sagas;

/// <summary>The sagas in a PostgreSQL database: their stores and readers.</summary>
public sealed class PostgresSagas : IAsyncDisposable
{
    private readonly SagaDatabase database;

    /// <param name="database">The connection string.</param>
    public PostgresSagas(string database)
    {
        this.database = new SagaDatabase(database);
        Sagas = new SagaStore(this.database);
        Fleet = new FleetReader(this.database);
        Probed = new ProbedSagaReader(this.database);
        Reports = new ReportStore(this.database);
        Shares = new ProberShares(this.database);
        Locks = new ShardLocks(this.database.Leases);
        Recorded = new RecordedSagas(this.database);
        History = new HealthHistory(this.database);
        Sweep = new HealthSweep(this.database);
    }

    public ISagaStore Sagas { get; }

    public IFleetReader Fleet { get; }

    public IProbedSagas Probed { get; }

    public IReportStore Reports { get; }

    public IProberShares Shares { get; }

    public IShardLocks Locks { get; }

    public IRecordedSagas Recorded { get; }

    public IHealthHistory History { get; }

    /// <summary>Drops the detail that is older than the retention.</summary>
    public IHistorySweep Sweep { get; }

    /// <summary>Creates or updates the schema.</summary>
    public Task PrepareAsync(CancellationToken cancel) => database.PrepareAsync(cancel);

    /// <inheritdoc cref="LeaseTable.EndAllAsync"/>
    public Task EndFormerTermsAsync(CancellationToken cancel) => database.Leases.EndAllAsync(cancel);

    /// <summary>A reader for a process that does not run the health saga.</summary>
    public HealthReader ReaderFor(HealthSettings settings, TimeProvider time) =>
        new(Recorded, History, new FleetSnapshotReader(Fleet, Shares, time), new ManualOrders(Sagas, settings, time), settings);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
