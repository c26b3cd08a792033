using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Tests.Sagas;

/// <summary>One implementation of all ports of the sagas, on a store without any saga.</summary>
public sealed record SagaPorts(
    ISagaStore Sagas, IFleetReader Fleet, IProbedSagas Probed, IReportStore Reports, IProberShares Shares, IShardLocks Locks,
    IRecordedSagas Recorded, IHealthHistory History)
{
    /// <summary>The registry in the same database. Nothing of it is there until it writes.</summary>
    public required IRegistryStore Registry { get; init; }

    /// <summary>Lets the clock by which locks expire go on.</summary>
    public required Func<TimeSpan, Task> PassAsync { get; init; }

    /// <summary>What has to be disposed of with it.</summary>
    public IAsyncDisposable? Owner { get; init; }
}
