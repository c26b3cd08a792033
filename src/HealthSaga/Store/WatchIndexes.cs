namespace Pipeline.HealthSaga.Store;

/// <summary>
/// By what the history is searched beside its streams: whose health was looked after for a service, and on a host. Of the events that say so, and of
/// no others, so that they cost what else is appended nothing; and sagas of what left long ago need not be read to find theirs.
/// </summary>
internal static class WatchIndexes
{
    /// <summary>Whose event it is that was looked after for a service; takes a JSON array of one watch with nothing but its <c>Service</c>.</summary>
    public const string IsOfService = $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfWatches} and watched.data -> 'Watches' @> ?::jsonb)";

    /// <summary>Whose event it is that was looked after on a host; takes its name.</summary>
    public const string IsOfHost = $"stream_id in (select watched.stream_id from {Table} watched where watched.{OfRuns} and watched.data ->> 'Host' = ?)";

    public const string Create = $"""
        create index if not exists {ByService} on {Table} using gin ((data -> 'Watches') jsonb_path_ops) with (fastupdate = off) where {OfWatches};
        create index if not exists {ByHost} on {Table} ((data ->> 'Host'), stream_id) where {OfRuns};
        """;

    private const string Table = $"{HealthStore.Schema}.mt_events";
    private const string OfWatches = "type in ('run_watched', 'watches_changed')", OfRuns = "type = 'run_watched'";
    private const string ByService = "health_events_of_service", ByHost = "health_events_of_host";

    /// <summary>The event store is to leave them alone.</summary>
    public static readonly string[] Names = [ByService, ByHost];
}
