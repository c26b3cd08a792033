using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Store.Events;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>
/// Folds the streams of the store, part by part in the order of their names. Only the result of one part is in memory at a time, however
/// many events it has.
/// </summary>
/// <remarks>
/// A stream's events are scattered among all the other events of their time, so that a small part reads about as many pages as a large one.
/// The events are read in physical order, without a sort: this is almost always the order in which they happened. A stream for which it is
/// not, which the versions of its events show, is folded again, in order.
/// </remarks>
internal sealed class StreamFold(EventDecoder decoder)
{
    private const int StreamsAtOnce = 5_000;
    private const int EventsATime = 10_000;

    /// <summary>From the table's first page to its last, and not from where somebody else is reading, nor by several at once.</summary>
    private const string AsTheyLie = "set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0";

    private const string Part =
        $"select max(id) from (select id from {RegistrySchema.Name}.mt_streams where id > $1 order by id limit $2) part";

    private const string Events =
        $"select stream_id, version, type, data from {RegistrySchema.Name}.mt_events where stream_id > $1 and stream_id <= $2";

    private const string Versions =
        $"select id, version from {RegistrySchema.Name}.mt_streams where id > $1 and ($2 is null or id <= $2)";

    private const string EventsOf =
        $"select stream_id, version, type, data from {RegistrySchema.Name}.mt_events where stream_id = any($1) "
        + "order by stream_id, version";

    private const string Size = $"select count(*), coalesce(sum(version), 0)::bigint from {RegistrySchema.Name}.mt_streams";

    /// <summary>How many streams and events there are.</summary>
    public static async Task<(long Streams, long Events)> CountAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Size, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The last stream of the part after this one; null if none is left.</summary>
    public static async Task<string?> NextAsync(NpgsqlConnection connection, string after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Part, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = StreamsAtOnce } },
        };
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>The streams after one, up to another (or to the last if that is null), with their versions.</summary>
    public static async Task<Dictionary<string, long>> VersionsAsync(
        NpgsqlConnection connection, string after, string? upto, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Versions, connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = after }, new() { Value = (object?)upto ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar } },
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
    /// <param name="told">Is told of events that were folded since it was told last.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<FoldedStreams> FoldAsync(
        NpgsqlConnection connection, string after, string upto, DateTimeOffset? until, Action<int> told, CancellationToken cancel)
    {
        await using (var calm = new NpgsqlCommand(AsTheyLie, connection)) await calm.ExecuteNonQueryAsync(cancel);
        await using var events = new NpgsqlCommand(Events, connection) { Parameters = { new() { Value = after }, new() { Value = upto } } };
        var disordered = new HashSet<string>();
        var folded = await FoldAsync(events, until, disordered, told, cancel);
        if (disordered.Count > 0) folded.Add(await FoldAsync(connection, disordered, until, cancel));
        return folded;
    }

    /// <summary>Folds some streams.</summary>
    /// <param name="connection">Its transaction decides what is seen.</param>
    /// <param name="streams">Which.</param>
    /// <param name="until">Folds only what the registry knew at this moment; null for all.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<FoldedStreams> FoldAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> streams, DateTimeOffset? until, CancellationToken cancel)
    {
        await using var events = new NpgsqlCommand(EventsOf, connection) { Parameters = { new() { Value = streams.ToArray() } } };
        return await FoldAsync(events, until, disordered: null, told: _ => { }, cancel);
    }

    /// <param name="events">Reads them.</param>
    /// <param name="disordered">Receives the streams whose events are not in order; null if all are in order.</param>
    /// <param name="told">Receives the number of events folded since its last call.</param>
    /// <param name="cancel">Cancels the call.</param>
    private async Task<FoldedStreams> FoldAsync(
        NpgsqlCommand events, DateTimeOffset? until, HashSet<string>? disordered, Action<int> told, CancellationToken cancel)
    {
        events.CommandTimeout = 0;
        await using var reader = await events.ExecuteReaderAsync(cancel);
        var (folded, untold) = (new FoldedStreams(), 0);
        while (await reader.ReadAsync(cancel))
        {
            var (stream, version) = (reader.GetString(0), reader.GetInt64(1));
            var (before, state) = folded.Of(stream);
            if (disordered is not null && version != before + 1)
            {
                disordered.Add(stream);
            }
            else
            {
                folded.Put(stream, version, Evolve(state, stream, decoder.Read(reader, 2, 3, out var isWhole), until));
                if (!isWhole) folded.Newer.Add(stream);
            }

            if (++untold < EventsATime) continue;
            told(untold);
            untold = 0;
        }

        told(untold);
        return folded;
    }

    private static object? Evolve(object? state, string stream, object? happened, DateTimeOffset? until) => happened switch
    {
        ContainerEvent e when !(e.At > until) => Container.Evolve((Container?)state, stream, e),
        HostEvent e when !(e.At > until) => Host.Evolve((Host?)state, stream, e),
        LedgerEvent e when !(e.At > until) => LedgerEntry.Evolve((LedgerEntry?)state, stream, e),
        _ => state,
    };
}

/// <summary>What a part of the streams folds to.</summary>
internal sealed class FoldedStreams
{
    private readonly Dictionary<string, (long Version, object? State)> streams = [];

    /// <summary>
    /// Streams with events of a kind or a word that only a newer version knows: their fold here does not contain all of their data.
    /// </summary>
    public HashSet<string> Newer { get; } = [];

    public long Events => streams.Values.Sum(stream => stream.Version);

    public IEnumerable<Container> Containers => Of<Container>();

    public IEnumerable<Host> Hosts => Of<Host>();

    public IEnumerable<LedgerEntry> Ledger => Of<LedgerEntry>();

    /// <summary>How far a stream is folded, and to what.</summary>
    public (long Version, object? State) Of(string stream) => streams.GetValueOrDefault(stream);

    public void Put(string stream, long version, object? state) => streams[stream] = (version, state);

    /// <summary>Puts what was folded anew in the place of what it was.</summary>
    public void Add(FoldedStreams anew)
    {
        foreach (var (stream, folded) in anew.streams) streams[stream] = folded;
        Newer.UnionWith(anew.Newer);
    }

    /// <summary>Which streams are not at the versions that were folded.</summary>
    public IReadOnlyList<string> Behind(IReadOnlyDictionary<string, long> versions) =>
        [.. versions.Where(now => streams.GetValueOrDefault(now.Key).Version != now.Value).Select(now => now.Key)];

    private IEnumerable<T> Of<T>() => streams.Values.Select(stream => stream.State).OfType<T>();
}
