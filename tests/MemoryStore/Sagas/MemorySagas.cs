using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.History.Events;
using Pipeline.History.Sagas;

namespace Pipeline.Tests.MemoryStore.Sagas;

/// <summary>The sagas of one database in memory, as the rooms know them.</summary>
public sealed class MemorySagas
{
    private readonly SagaTable table;
    private readonly MemoryReportStore reports;
    private readonly MemoryShardLocks locks = new();

    /// <param name="time">The store's clock.</param>
    public MemorySagas(TimeProvider time)
    {
        table = new SagaTable(time);
        Sagas = new MemorySagaStore(table);
        Fleet = new MemoryFleetReader(table);
        Probed = new MemoryProbedSagas(table);
        reports = new MemoryReportStore(table);
        Shares = new MemoryProberShares();
        Recorded = new MemoryRecordedSagas(table);
        History = new MemoryHealthHistory(table);
    }

    public ISagaStore Sagas { get; }

    public IFleetReader Fleet { get; }

    public IProbedSagas Probed { get; }

    public IReportStore Reports => reports;

    public IProberShares Shares { get; }

    public IShardLocks Locks => locks;

    public IRecordedSagas Recorded { get; }

    public IHealthHistory History { get; }

    /// <summary>
    /// Cuts every session that is open, as a server does that restarts: their locks are free, and their owners' next calls fail.
    /// </summary>
    public void CutLockSessions() => locks.Cut();

    /// <summary>A backup of the sagas, their events and the leases.</summary>
    public object Backup() => (table.Backup(), reports.Backup());

    /// <summary>Goes back to a backup; what was saved since is lost.</summary>
    public void Restore(object backup)
    {
        var (sagas, leases) = ((object, object))backup;
        table.Restore(sagas);
        reports.Restore(leases);
    }
}
