using Pipeline.Core.Storage;

namespace Pipeline.HealthSaga.Store;

/// <summary>
/// By what the history is searched beside its streams: whose health was looked after for a service, on a host, under a name, and since when. What left
/// long ago is most of it, and is not read to find what is meant. They cost what is appended next to nothing: most are of the few events that begin a
/// run, and that of time has an entry for many rows.
/// </summary>
internal static class HealthIndexes
{
    /// <summary>Whose event it is that was looked after for a service; takes a JSON array of one watch with nothing but its <c>Service</c>.</summary>
    public const string IsOfService = $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfWatches} and watched.data -> 'Watches' @> ?::jsonb)";

    /// <summary>Whose event it is that was looked after on a host; takes its name.</summary>
    public const string IsOfHost = $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfRuns} and watched.data ->> 'Host' = ?)";

    /// <summary>
    /// The containers that last had a name, and those that were ever looked after whose identifiers begin with it: <c>$1</c>, and of each at most
    /// <c>$2</c>. An identifier goes on with what sorts before <c>zz</c>, whatever the collation.
    /// </summary>
    public const string Called = $"""
        (select stream_id from {Table} where {OfRuns} and data ->> 'Name' = $1 order by seq_id desc limit $2)
        union
        (select id from {HealthStore.Schema}.mt_streams stream where id >= $1 and id < $1 || 'zz' and starts_with(id, $1)
            and exists (select from {Table} watched where watched.stream_id = stream.id and watched.{OfRuns}) limit $2)
        """;

    public const string Create = $"""
        create index if not exists {ByService} on {Table} using gin ((data -> 'Watches') jsonb_path_ops) with (fastupdate = off) where {OfWatches};
        create index if not exists {ByHost} on {Table} ((data ->> 'Host'), stream_id) where {OfRuns};
        create index if not exists {ByName} on {Table} ((data ->> 'Name'), seq_id) where {OfRuns};
        create index if not exists {ByTime} on {Table} using brin (timestamp) with (autosummarize = on);
        """;

    private const string Table = $"{HealthStore.Schema}.mt_events";
    private const string OfWatches = $"type in ('{EventNames.RunWatched}', '{EventNames.WatchesChanged}')", OfRuns = $"type = '{EventNames.RunWatched}'";
    private const string ByService = "health_events_of_service", ByHost = "health_events_of_host", ByName = "health_events_of_name", ByTime = "health_events_by_time";

    /// <summary>The event store is to leave them alone.</summary>
    public static readonly string[] Names = [ByService, ByHost, ByName, ByTime];
}
