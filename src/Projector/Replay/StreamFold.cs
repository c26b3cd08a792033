using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Replay;

/// <summary>Folds the streams of the store, one part of them after the other in the order of their names: never more than a part is in memory.</summary>
internal sealed class StreamFold(EventDecoder decoder)
{
    private const int StreamsAtOnce = 1_000;
    private const int EventsAtOnce = 10_000;

    private const string Streams = $"select id, version from {RegistryStore.Schema}.mt_streams where id > $1 order by id limit $2";

    private const string Events = $"""
        select stream_id, type, data from {RegistryStore.Schema}.mt_events where stream_id > $1 and stream_id <= $2 order by stream_id, version
        """;

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

    /// <summary>Folds the streams behind one up to another.</summary>
    /// <param name="connection">Its transaction decides what is seen.</param>
    /// <param name="after">Begins behind this stream.</param>
    /// <param name="upto">The last one.</param>
    /// <param name="until">Folds only what the registry knew at this moment; null for all.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<FoldedStreams> FoldAsync(NpgsqlConnection connection, string after, string upto, DateTimeOffset? until, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Events, connection) { CommandTimeout = 0, Parameters = { new() { Value = after }, new() { Value = upto } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var folded = new FoldedStreams();
        string? stream = null;
        object? state = null;
        while (await reader.ReadAsync(cancel))
        {
            folded.Events++;
            if (reader.GetString(0) is var id && id != stream)
            {
                folded.Add(state);
                (stream, state) = (id, null);
            }

            state = decoder.Read(reader, 1, 2) switch
            {
                null => state,
                ContainerEvent happened when !(happened.At > until) => Container.Evolve((Container?)state, id, happened),
                HostEvent happened when !(happened.At > until) => Host.Evolve((Host?)state, id, happened),
                LedgerEvent happened when !(happened.At > until) => LedgerEntry.Evolve((LedgerEntry?)state, id, happened),
                _ => state,
            };
        }

        folded.Add(state);
        return folded;
    }
}

/// <summary>What a part of the streams folds to.</summary>
internal sealed class FoldedStreams
{
    public int Events { get; set; }

    public List<Container> Containers { get; } = [];

    public List<Host> Hosts { get; } = [];

    public List<LedgerEntry> Ledger { get; } = [];

    public void Add(object? state)
    {
        if (state is Container container) Containers.Add(container);
        if (state is Host host) Hosts.Add(host);
        if (state is LedgerEntry entry) Ledger.Add(entry);
    }
}
