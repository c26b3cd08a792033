using System.Runtime.CompilerServices;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.History.Sagas;

/// <summary>
/// The sagas of what may still run. They are kept from one look to the next, and only those that stand at another revision are read again: of ten
/// thousand, few change. A saga is never deleted, so that a revision is never another's.
/// </summary>
internal sealed class LiveSagas(HealthStore store)
{
    private const string Revisions = $"select id, mt_version from {HealthStore.Schema}.mt_doc_saga where is_live = true";

    private IReadOnlyDictionary<Guid, ContainerHealthSaga> known = new Dictionary<Guid, ContainerHealthSaga>();

    public async Task<IReadOnlyList<ContainerHealth>> ReadAsync(CancellationToken cancel)
    {
        var before = Volatile.Read(ref known);
        var (live, others) = (new Dictionary<Guid, ContainerHealthSaga>(before.Count), new List<Guid>());
        await using var session = store.OpenQuery();
        await foreach (var (id, revision) in RevisionsAsync(cancel))
            if (before.TryGetValue(id, out var saga) && saga.Version == revision) live.Add(id, saga);
            else others.Add(id);
        if (others.Count > 0)
            foreach (var saga in await session.LoadManyAsync<ContainerHealthSaga>(cancel, others)) live.Add(saga.CorrelationId, saga);

        Volatile.Write(ref known, live);
        // Between the two questions a container may have ended.
        return [.. live.Values.Where(saga => saga.IsLive).Select(saga => saga.Health!)];
    }

    private async IAsyncEnumerable<(Guid Id, int Revision)> RevisionsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(Revisions, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return (reader.GetGuid(0), reader.GetInt32(1));
    }
}
