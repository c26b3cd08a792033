using Npgsql;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.Store.Sagas;

/// <summary>
/// Reads the live sagas. They are cached; a call reads only those whose revision changed, because few of ten thousand change. A saga is
/// deleted only long after it was live, so a revision of a live one always identifies the same content.
/// </summary>
internal sealed class LiveSagaCache(SagaDatabase database)
{
    private const string Revisions = $"select id, mt_version from {SagaDatabase.Schema}.mt_doc_saga where is_live = true";

    private IReadOnlyDictionary<Guid, ContainerHealthSaga> cache = new Dictionary<Guid, ContainerHealthSaga>();

    public async Task<IReadOnlyList<ContainerHealth>> ReadAsync(CancellationToken cancel)
    {
        var before = Volatile.Read(ref cache);
        var (live, changed) = (new Dictionary<Guid, ContainerHealthSaga>(before.Count), new List<Guid>());
        foreach (var (id, revision) in await RevisionsAsync(cancel))
            if (before.TryGetValue(id, out var saga) && saga.Version == revision) live.Add(id, saga);
            else changed.Add(id);
        if (changed.Count > 0)
        {
            await using var session = database.OpenQuery();
            foreach (var saga in await session.LoadManyAsync<ContainerHealthSaga>(cancel, changed)) live.Add(saga.CorrelationId, saga);
        }

        Volatile.Write(ref cache, live);

        // A container may end between the two queries.
        return [.. live.Values.Where(saga => saga.IsLive).Select(saga => saga.Health!)];
    }

    private async Task<IReadOnlyList<(Guid Id, int Revision)>> RevisionsAsync(CancellationToken cancel)
    {
        var revisions = new List<(Guid, int)>();
        await using var connection = await database.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(Revisions, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) revisions.Add((rows.GetGuid(0), rows.GetInt32(1)));
        return revisions;
    }
}
