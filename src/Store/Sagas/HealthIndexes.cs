using Pipeline.Core.Storage;

namespace Pipeline.Store.Sagas;

/// <summary>
/// Secondary indexes of health.mt_events: by service, host, name and time. Most events are old, so no query scans the whole table.
/// Appending stays cheap: three indexes contain only the few events with the checks of a run, and the index by time is a BRIN index.
/// </summary>
internal static class HealthIndexes
{
    /// <summary>
    /// Events of containers that were ever checked for a service. The parameter is a JSON array of one watch with only its <c>Service</c>.
    /// </summary>
    public const string IsOfService =
        $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfWatches} and watched.data -> 'Watches' @> ?::jsonb)";

    /// <summary>Events of containers that were ever checked on a host. The parameter is the host's name.</summary>
    public const string IsOfHost =
        $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfRuns} and watched.data ->> 'Host' = ?)";

    /// <summary>
    /// Containers with the name <c>$1</c>, and checked containers whose identifiers begin with <c>$1</c>; at most <c>$2</c> each. The rest
    /// of an identifier sorts before <c>zz</c> in every collation.
    /// </summary>
    public const string Named = $"""
        (select stream_id from {Table} where {OfRuns} and data ->> 'Name' = $1 order by seq_id desc limit $2)
        union
        (select id from {SagaDatabase.Schema}.mt_streams stream where id >= $1 and id < $1 || 'zz' and starts_with(id, $1)
            and exists (select from {Table} watched where watched.stream_id = stream.id and watched.{OfRuns}) limit $2)
        """;

    public const string Create = $"""
        create index if not exists {ByService} on {Table}
            using gin ((data -> 'Watches') jsonb_path_ops) with (fastupdate = off) where {OfWatches};
        create index if not exists {ByHost} on {Table} ((data ->> 'Host'), stream_id) where {OfRuns};
        create index if not exists {ByName} on {Table} ((data ->> 'Name'), seq_id) where {OfRuns};
        create index if not exists {ByTime} on {Table} using brin (timestamp) with (autosummarize = on);
        """;

    private const string Table = $"{SagaDatabase.Schema}.mt_events";
    private const string OfWatches = $"type in ('{EventNames.RunWatched}', '{EventNames.WatchesChanged}')";
    private const string OfRuns = $"type = '{EventNames.RunWatched}'";
    private const string ByService = "health_events_of_service", ByHost = "health_events_of_host";
    private const string ByName = "health_events_of_name", ByTime = "health_events_by_time";

    /// <summary>The indexes that Marten must not drop.</summary>
    public static readonly string[] Names = [ByService, ByHost, ByName, ByTime];
}
