using JasperFx.Events;
using Marten;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Ledger;

/// <summary>
/// Reads the last outcomes of changes of the zone. They are cached by their identifiers; a call reads only those that came since the
/// previous call, because an event never changes. A sequence may come again, with another event: after a restore.
/// </summary>
/// <param name="store">The event store.</param>
/// <param name="outcomes">The types of the events that tell an outcome.</param>
/// <param name="known">The types of all events of the ledger that this version can read.</param>
internal sealed class RecentOutcomes(IDocumentStore store, string[] outcomes, string[] known)
{
    private const string Table = $"{RegistrySchema.Name}.mt_events";

    private const string InWindow = $"""
        select seq_id, id from {Table}
        where type = any($1) and not is_archived and seq_id >
            (select seq_id from {Table} where type = any($2) and not is_archived order by seq_id desc limit 1) - $3
        order by seq_id
        """;

    private IReadOnlyDictionary<Guid, (string Stream, LedgerEvent Happened)> cache = new Dictionary<Guid, (string, LedgerEvent)>();

    /// <summary>The outcomes in their order.</summary>
    /// <param name="window">How far back from the ledger's last event they are searched, in events of all kinds.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadAsync(int window, CancellationToken cancel)
    {
        var before = Volatile.Read(ref cache);
        var found = await FindAsync(window, cancel);
        var now = new Dictionary<Guid, (string, LedgerEvent)>(found.Count);
        var unread = new List<long>();
        foreach (var (sequence, id) in found)
            if (before.TryGetValue(id, out var outcome)) now.Add(id, outcome);
            else unread.Add(sequence);

        if (unread.Count > 0)
        {
            var wanted = unread.ToArray();
            await using var session = store.QuerySession();
            foreach (var recorded in await session.Events.QueryAllRawEvents().Where(e => e.Sequence.IsOneOf(wanted)).ToListAsync(cancel))
                now[recorded.Id] = (recorded.StreamKey!, (LedgerEvent)recorded.Data);
        }

        Volatile.Write(ref cache, now);

        // One may be dropped between the two queries.
        return [.. found.Where(one => now.ContainsKey(one.Id)).Select(one => now[one.Id])];
    }

    private async Task<List<(long Sequence, Guid Id)>> FindAsync(int window, CancellationToken cancel)
    {
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(IEvent), cancel);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(InWindow, connection)
        {
            Parameters = { new() { Value = outcomes }, new() { Value = known }, new() { Value = (long)window } },
        };
        var found = new List<(long, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add((reader.GetInt64(0), reader.GetGuid(1)));
        return found;
    }
}
