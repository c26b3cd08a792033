using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.History.Events;
using Pipeline.History.Sagas;

namespace Pipeline.Store.Tests.Sagas;

/// <summary>One implementation of all ports of the sagas, on a store without any saga.</summary>
public sealed record SagaPorts(
    ISagaStore Sagas, IFleetReader Fleet, IProbedSagas Probed, IReportStore Reports, IProberShares Shares, IShardLocks Locks,
    IRecordedSagas Recorded, IHealthHistory History)
{
    /// <summary>Cuts the sessions of all locks from outside.</summary>
    public required Func<Task> CutLockSessionsAsync { get; init; }

    /// <summary>What has to be disposed of with it.</summary>
    public IAsyncDisposable? Owner { get; init; }
}
