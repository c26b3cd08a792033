using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Consuming.Waiting;
using Pipeline.History.Planning;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Connections;
using Pipeline.Store.Sagas;

namespace Pipeline.Composition;

/// <summary>Puts a reader of the status together.</summary>
internal static class StatusParts
{
    /// <summary>For a process: it reads the zone if it has it open anyway.</summary>
    public static StatusReader Create(IServiceProvider services, IParts parts, PipelineSettings settings, string database)
    {
        var time = services.GetRequiredService<TimeProvider>();
        return Create(
            settings, database, services.GetRequiredService<RegistryDatabase>(), services.GetRequiredService<PostgresSagas>(),
            services.GetRequiredService<IHealthReader>(),
            (id, _) => Task.FromResult(services.GetService<IZone>() is { } zone ? PlannedZone.Reached(zone) : LeaveUnread(id, settings)),
            new ProcessQueues(settings.Queue, parts.OpenDeadLetters, services.GetService<WaitingMessages>()), time,
            isZoneHere: services.GetService<LocalZone>() is not null);
    }

    /// <summary>For a command: it reads a zone of Route 53 as long as it may.</summary>
    public static StatusReader Create(
        IParts parts, PipelineSettings settings, string database, RegistryDatabase registry, PostgresSagas sagas, TimeProvider time) =>
        Create(
            settings, database, registry, sagas, sagas.ReaderFor(settings.HealthSaga(), time),
            (id, cancel) => OpenAsync(id, settings, time, cancel),
            new ProcessQueues(settings.Queue, parts.OpenDeadLetters, here: null), time);

    private static StatusReader Create(
        PipelineSettings settings, string database, RegistryDatabase registry, PostgresSagas sagas, IHealthReader health,
        Func<string, CancellationToken, Task<PlannedZone>> openZone, IQueueReader queues, TimeProvider time,
        bool isZoneHere = false) => new(
        new StatusSources
        {
            FindDatabaseFailure = async cancel => await DatabaseReach.ProbeAsync(database, cancel) switch
            {
                DatabaseReach.Reached => null,
                DatabaseReach.Away away => away.Reason,
                DatabaseReach.Refused refused => refused.Reason,
                var other => throw new InvalidOperationException($"unknown outcome {other}"),
            },
            Store = registry.Status,
            History = registry.History(settings.Domain),
            Sagas = sagas.Recorded,
            Health = health,
            Comparison = new ZoneComparison(registry.Status, settings.Projector(), settings.Route53Budget, time),
            OpenZone = openZone,
            ZoneId = settings.ZoneId,
            UnwrittenZone = settings.LocalZoneId,
            IsZoneHere = isZoneHere,
            Queues = queues,
            Settings = settings.Projector(),
        },
        time);

    private static async Task<PlannedZone> OpenAsync(string id, PipelineSettings settings, TimeProvider time, CancellationToken cancel) =>
        PlannedZone.IsLocalId(id)
            ? PlannedZone.Local(id)
            : PlannedZone.Reached(await Route53Access.OpenAsync(
                settings.Route53Zone(id), time, Random.Shared, NullLogger<Route53Zone>.Instance, cancel));

    private static PlannedZone LeaveUnread(string id, PipelineSettings settings) => PlannedZone.IsLocalId(id)
        ? PlannedZone.Local(id)
        : PlannedZone.Away(id, settings.Route53Budget, "this process does not read the zone");
}
