using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Retention;
using Pipeline.Store.Events;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>
/// Folds the streams of the store, part by part in the order of their names. A fold holds only the states of one part's streams in memory,
/// not their events.
/// </summary>
/// <remarks>
/// A stream's events are scattered over the table, so a small part reads about as many pages as a large one. The events are read in
/// physical order, without a sort: this is almost always the order of their versions. A stream whose versions are out of order is folded
/// again, in order.
/// </remarks>
internal sealed class StreamFold(EventDecoder decoder)
{
    private const int StreamsPerPart = 5_000;
    private const int EventsPerReport = 10_000;

    /// <summary>Scans the table from its first page to its last: no synchronized scan, no parallel workers.</summary>
    private const string PhysicalOrder = "set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0";

    private const string Part =
        $"select max(id) from (select id from {RegistrySchema.Name}.mt_streams where id > $1 order by id limit $2) part";

    private const string Events =
        $"select stream_id, version, type, data from {RegistrySchema.Name}.mt_events where stream_id > $1 and stream_id <= $2";

    private const string Versions =
        $"select id, version from {RegistrySchema.Name}.mt_streams where id > $1 and ($2 is null or id <= $2)";

    private const string EventsOf =
        $"select stream_id, version, type, data from {RegistrySchema.Name}.mt_events where stream_id = any($1) "
        + "order by stream_id, version";

    private const string Size =
        $"select count(*), (select count(*) from {RegistrySchema.Name}.mt_events) from {RegistrySchema.Name}.mt_streams";

    /// <summary>The number of streams and of events.</summary>
    public static async Task<(long Streams, long Events)> CountAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Size, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The last stream of the part that begins after <paramref name="after"/>; null if there are no more streams.</summary>
    public static async Task<string?> NextAsync(NpgsqlConnection connection, string after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Part, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = StreamsPerPart } },
        };
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>
    /// The streams after <paramref name="after"/> up to <paramref name="upto"/> (null for the last), with their versions.
    /// </summary>
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

    /// <summary>Folds the streams after <paramref name="after"/> up to <paramref name="upto"/>.</summary>
    /// <param name="connection">A connection with an open transaction, which determines the visible events.</param>
    /// <param name="after">The part begins after this stream.</param>
    /// <param name="upto">The part ends with this stream.</param>
    /// <param name="until">Folds only events up to this moment; null for all.</param>
    /// <param name="report">Receives the number of events folded since its last call.</param>
    /// <param name="cancel">Cancels the fold.</param>
    public async Task<FoldedStreams> FoldAsync(
        NpgsqlConnection connection, string after, string upto, DateTimeOffset? until, Action<int> report, CancellationToken cancel)
    {
        await using (var settings = new NpgsqlCommand(PhysicalOrder, connection)) await settings.ExecuteNonQueryAsync(cancel);
        await using var events = new NpgsqlCommand(Events, connection) { Parameters = { new() { Value = after }, new() { Value = upto } } };
        var disordered = new HashSet<string>();
        var folded = await FoldAsync(events, until, disordered, report, cancel);
        if (disordered.Count > 0) folded.Add(await FoldAsync(connection, disordered, until, cancel));
        return folded;
    }

    /// <summary>Folds the given streams.</summary>
    /// <param name="connection">Its transaction, if one is open, determines the visible events.</param>
    /// <param name="streams">The streams to fold.</param>
    /// <param name="until">Folds only events up to this moment; null for all.</param>
    /// <param name="cancel">Cancels the fold.</param>
    public async Task<FoldedStreams> FoldAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> streams, DateTimeOffset? until, CancellationToken cancel)
    {
        await using var events = new NpgsqlCommand(EventsOf, connection) { Parameters = { new() { Value = streams.ToArray() } } };
        return await FoldAsync(events, until, disordered: null, report: _ => { }, cancel);
    }

    /// <param name="events">The query for the events.</param>
    /// <param name="until">Folds only events up to this moment; null for all.</param>
    /// <param name="disordered">Receives the streams whose events are not in order; null if all are in order.</param>
    /// <param name="report">Receives the number of events folded since its last call.</param>
    /// <param name="cancel">Cancels the fold.</param>
    private async Task<FoldedStreams> FoldAsync(
        NpgsqlCommand events, DateTimeOffset? until, HashSet<string>? disordered, Action<int> report, CancellationToken cancel)
    {
        events.CommandTimeout = 0;
        await using var reader = await events.ExecuteReaderAsync(cancel);
        var (folded, unreported) = (new FoldedStreams(), 0);
        while (await reader.ReadAsync(cancel))
        {
            var (stream, version) = (reader.GetString(0), reader.GetInt64(1));
            var (before, state) = folded.Of(stream);
            var happened = decoder.Read(reader, 2, 3, out var isWhole);
            if (disordered is not null && version != before + 1 && (before > 0 || happened is not ISummary))
            {
                disordered.Add(stream);
            }
            else
            {
                folded.Put(stream, version, Evolve(state, stream, happened, until));
                if (!isWhole) folded.Newer.Add(stream);
            }

            if (++unreported < EventsPerReport) continue;
            report(unreported);
            unreported = 0;
        }

        report(unreported);
        return folded;
    }

    private static object? Evolve(object? state, string stream, object? happened, DateTimeOffset? until) => happened switch
    {
        ContainerEvent e when !(e.At > until) => Container.Evolve((Container?)state, stream, e),
        HostEvent e when !(e.At > until) => Host.Evolve((Host?)state, stream, e),
        NameEvent e when !(e.At > until) => NameBinding.Evolve((NameBinding?)state, stream, e),
        LedgerEvent e when !(e.At > until) => LedgerEntry.Evolve((LedgerEntry?)state, stream, e),
        _ => state,
    };
}

/// <summary>The states that streams fold to.</summary>
internal sealed class FoldedStreams
{
    private readonly Dictionary<string, (long Version, long Events, object? State)> streams = [];

    /// <summary>
    /// Streams with events of a kind or a word that only a newer version knows: their fold does not contain all of their data.
    /// </summary>
    public HashSet<string> Newer { get; } = [];

    /// <summary>The number of folded events: fewer than a stream's version where it begins with a summary.</summary>
    public long Events => streams.Values.Sum(stream => stream.Events);

    public IEnumerable<Container> Containers => Of<Container>();

    public IEnumerable<Host> Hosts => Of<Host>();

    public IEnumerable<NameBinding> Names => Of<NameBinding>();

    public IEnumerable<LedgerEntry> Ledger => Of<LedgerEntry>();

    /// <summary>The version up to which a stream is folded, and the state at this version.</summary>
    public (long Version, object? State) Of(string stream)
    {
        var (version, _, state) = streams.GetValueOrDefault(stream);
        return (version, state);
    }

    public void Put(string stream, long version, object? state) =>
        streams[stream] = (version, streams.GetValueOrDefault(stream).Events + 1, state);

    /// <summary>Replaces the states of streams that were folded again.</summary>
    public void Add(FoldedStreams refolded)
    {
        foreach (var (stream, folded) in refolded.streams) streams[stream] = folded;
        Newer.UnionWith(refolded.Newer);
    }

    /// <summary>The streams whose present version differs from the folded one.</summary>
    public IReadOnlyList<string> Behind(IReadOnlyDictionary<string, long> versions) =>
        [.. versions.Where(now => streams.GetValueOrDefault(now.Key).Version != now.Value).Select(now => now.Key)];

    private IEnumerable<T> Of<T>() => streams.Values.Select(stream => stream.State).OfType<T>();
}
