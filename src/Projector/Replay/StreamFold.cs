using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Replay;

/// <summary>
/// Folds the streams of the store, one part of them after the other in the order of their names: never more than what a part folds to is in memory.
/// </summary>
/// <remarks>
/// A stream's events lie apart from each other, between all the others of their time, so that a small part reads about as many pages as a large one. And what
/// PostgreSQL puts in order, it shall put in order in memory.
/// </remarks>
internal sealed class StreamFold(EventDecoder decoder)
{
    private const int StreamsAtOnce = 1_000;
    private const int EventsAtOnce = 100_000;
    private const string InMemory = "set local work_mem = '64MB'";

    private const string Streams = $"select id, version from {RegistryStore.Schema}.mt_streams where id > $1 order by id limit $2";

    private const string Events = $"""
        select stream_id, type, data from {RegistryStore.Schema}.mt_events where stream_id > $1 and stream_id <= $2 order by stream_id, version
        """;

    private const string Versions = $"select id, version from {RegistryStore.Schema}.mt_streams where id > $1 and ($2 is null or id <= $2)";

    private const string EventsOf = $"select stream_id, type, data from {RegistryStore.Schema}.mt_events where stream_id = any($1) order by stream_id, version";

    private const string Size = $"select count(*), coalesce(sum(version), 0)::bigint from {RegistryStore.Schema}.mt_streams";

    /// <summary>How many streams and events there are.</summary>
    public static async Task<(long Streams, long Events)> CountAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Size, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The next part after a stream; null behind the last.</summary>
    public static async Task<string?> NextAsync(NpgsqlConnection connection, string after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Streams, connection) { Parameters = { new() { Value = after }, new() { Value = StreamsAtOnce } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        string? upto = null;
        for (var events = 0L; events < EventsAtOnce && await reader.ReadAsync(cancel); events += reader.GetInt64(1)) upto = reader.GetString(0);
        return upto;
    }

    /// <summary>The streams behind one up to another, or to the last where that is null, with their versions.</summary>
    public static async Task<Dictionary<string, long>> VersionsAsync(NpgsqlConnection connection, string after, string? upto, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Versions, connection)
        {
            CommandTimeout = 0, Parameters = { new() { Value = after }, new() { Value = (object?)upto ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var versions = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancel)) versions[reader.GetString(0)] = reader.GetInt64(1);
        return versions;
    }

    /// <summary>Folds the streams behind one up to another.</summary>
    /// <param name="connection">Its transaction decides what is seen.</param>
    /// <param name="after">Begins behind this stream.</param>
    /// <param name="upto">The last one.</param>
    /// <param name="until">Folds only what the registry knew at this moment; null for all.</param>
    /// <param name="cancel">Breaks it off.</param>
    public Task<FoldedStreams> FoldAsync(NpgsqlConnection connection, string after, string upto, DateTimeOffset? until, CancellationToken cancel) =>
        FoldAsync(connection, new NpgsqlBatchCommand(Events) { Parameters = { new() { Value = after }, new() { Value = upto } } }, until, cancel);

    /// <summary>Folds some streams.</summary>
    public Task<FoldedStreams> FoldAsync(NpgsqlConnection connection, IReadOnlyCollection<string> streams, CancellationToken cancel) =>
        FoldAsync(connection, new NpgsqlBatchCommand(EventsOf) { Parameters = { new() { Value = streams.ToArray() } } }, until: null, cancel);

    private async Task<FoldedStreams> FoldAsync(NpgsqlConnection connection, NpgsqlBatchCommand events, DateTimeOffset? until, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { new NpgsqlBatchCommand(InMemory), events } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var folded = new FoldedStreams();
        string? stream = null;
        var version = 0L;
        object? state = null;
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetString(0) is var id && id != stream)
            {
                folded.Add(stream, version, state);
                (stream, version, state) = (id, 0, null);
            }

            version++;
            state = decoder.Read(reader, 1, 2) switch
            {
                null => state,
                ContainerEvent happened when !(happened.At > until) => Container.Evolve((Container?)state, id, happened),
                HostEvent happened when !(happened.At > until) => Host.Evolve((Host?)state, id, happened),
                LedgerEvent happened when !(happened.At > until) => LedgerEntry.Evolve((LedgerEntry?)state, id, happened),
                _ => state,
            };
        }

        folded.Add(stream, version, state);
        return folded;
    }
}

/// <summary>What a part of the streams folds to.</summary>
internal sealed class FoldedStreams
{
    private readonly Dictionary<string, (long Version, object? State)> streams = [];

    public long Events => streams.Values.Sum(stream => stream.Version);

    public IEnumerable<Container> Containers => Of<Container>();

    public IEnumerable<Host> Hosts => Of<Host>();

    public IEnumerable<LedgerEntry> Ledger => Of<LedgerEntry>();

    public void Add(string? stream, long version, object? state)
    {
        if (stream is not null) streams[stream] = (version, state);
    }

    /// <summary>Puts what was folded anew in the place of what it was.</summary>
    public void Add(FoldedStreams anew)
    {
        foreach (var (stream, folded) in anew.streams) streams[stream] = folded;
    }

    /// <summary>Which streams are not at the versions that were folded.</summary>
    public IReadOnlyList<string> Behind(IReadOnlyDictionary<string, long> versions) =>
        [.. versions.Where(now => streams.GetValueOrDefault(now.Key).Version != now.Value).Select(now => now.Key)];

    private IEnumerable<T> Of<T>() => streams.Values.Select(stream => stream.State).OfType<T>();
}
