using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Sagas;

/// <summary>The sagas of one database in memory, as the rooms know them.</summary>
public sealed class MemorySagas
{
    private readonly SagaTable table;
    private readonly MemoryReportStore reports;

    /// <param name="time">The store's clock.</param>
    /// <param name="registry">The registry in the same database; null for none.</param>
    public MemorySagas(TimeProvider time, IRegistryDocuments? registry = null)
    {
        table = new SagaTable(time);
        var leases = new MemoryLeaseTable(time);
        Sagas = new MemorySagaStore(table, leases);
        Locks = new MemoryShardLocks(leases);
        Fleet = new MemoryFleetReader(table, registry);
        Probed = new MemoryProbedSagas(table);
        reports = new MemoryReportStore(table, registry);
        Shares = new MemoryProberShares();
        Recorded = new MemoryRecordedSagas(table);
        History = new MemoryHealthHistory(table);
    }

    public ISagaStore Sagas { get; }

    public IFleetReader Fleet { get; }

    public IProbedSagas Probed { get; }

    public IReportStore Reports => reports;

    public IProberShares Shares { get; }

    public IShardLocks Locks { get; }

    public IRecordedSagas Recorded { get; }

    public IHealthHistory History { get; }

    /// <summary>A backup of the sagas, their events and the leases.</summary>
    public object Backup() => (table.Backup(), reports.Backup());

    /// <inheritdoc cref="SagaTable.WriteAsANewerVersion"/>
    public void WriteAsANewerVersion() => table.WriteAsANewerVersion();

    /// <inheritdoc cref="SagaTable.FindLostMembers"/>
    public IEnumerable<string> FindLostMembers() => table.FindLostMembers();

    /// <summary>Goes back to a backup; what was saved since is lost.</summary>
    public void Restore(object backup)
    {
        var (sagas, leases) = ((object, object))backup;
        table.Restore(sagas);
        reports.Restore(leases);
    }
}
