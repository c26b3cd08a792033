using Marten;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Ledger;

/// <summary>
/// Reads the last outcomes of changes of the zone. They are cached; a call reads only those that came since the previous call, because an
/// event never changes.
/// </summary>
/// <param name="store">The event store.</param>
/// <param name="outcomes">The types of the events that tell an outcome.</param>
/// <param name="known">The types of all events of the ledger that this version can read.</param>
internal sealed class RecentOutcomes(IDocumentStore store, string[] outcomes, string[] known)
{
    private const string Table = $"{RegistrySchema.Name}.mt_events";

    private const string InWindow = $"""
        select seq_id from {Table}
        where type = any($1) and not is_archived and seq_id >
            (select seq_id from {Table} where type = any($2) and not is_archived order by seq_id desc limit 1) - $3
        order by seq_id
        """;

    private IReadOnlyDictionary<long, (string Stream, LedgerEvent Happened)> cache = new Dictionary<long, (string, LedgerEvent)>();

    /// <summary>The outcomes in their order.</summary>
    /// <param name="window">How far back from the ledger's last event they are searched, in events of all kinds.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadAsync(int window, CancellationToken cancel)
    {
        var before = Volatile.Read(ref cache);
        var sequences = await FindAsync(window, cancel);
        var now = new Dictionary<long, (string, LedgerEvent)>(sequences.Count);
        foreach (var sequence in sequences)
            if (before.TryGetValue(sequence, out var outcome)) now.Add(sequence, outcome);

        if (now.Count < sequences.Count)
        {
            var unread = sequences.Where(sequence => !now.ContainsKey(sequence)).ToArray();
            await using var session = store.QuerySession();
            foreach (var recorded in await session.Events.QueryAllRawEvents().Where(e => e.Sequence.IsOneOf(unread)).ToListAsync(cancel))
                now.Add(recorded.Sequence, (recorded.StreamKey!, (LedgerEvent)recorded.Data));
        }

        Volatile.Write(ref cache, now);
        return [.. now.OrderBy(outcome => outcome.Key).Select(outcome => outcome.Value)];
    }

    private async Task<List<long>> FindAsync(int window, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(InWindow, connection)
        {
            Parameters = { new() { Value = outcomes }, new() { Value = known }, new() { Value = (long)window } },
        };
        var sequences = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) sequences.Add(reader.GetInt64(0));
        return sequences;
    }
}
