using System.Data;
using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Instances;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Reading;

/// <summary>
/// Reads the containers that are present. They are cached; a call reads only those that were written since the previous call, because
/// few of ten thousand change.
/// </summary>
internal sealed class PresentContainers(IDocumentStore store)
{
    // A row's xmin is the transaction that wrote it (PostgreSQL, "System Columns"), so it changes with every write of the row.
    private const string Writers = $"select id, xmin from {RegistrySchema.Name}.mt_doc_container where is_present = true";

    private IReadOnlyDictionary<string, Row> cache = new Dictionary<string, Row>();

    public async Task<IReadOnlyList<Container>> ReadAsync(CancellationToken cancel)
    {
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(Container), cancel);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var before = Volatile.Read(ref cache);
        var (present, changed) = (new Dictionary<string, Row>(before.Count), new Dictionary<string, uint>());
        await foreach (var (id, writer) in ReadWritersAsync(connection, cancel))
            if (before.TryGetValue(id, out var row) && row.Writer == writer) present.Add(id, row);
            else changed.Add(id, writer);

        if (changed.Count > 0)
        {
            await using var session = store.QuerySession(SessionOptions.ForTransaction(snapshot));
            foreach (var container in await session.LoadManyAsync<Container>(cancel, changed.Keys))
                present.Add(container.Id, new(changed[container.Id], container));
        }

        Volatile.Write(ref cache, present);
        return [.. present.Values.Select(row => row.Container)];
    }

    private static async IAsyncEnumerable<(string Id, uint Writer)> ReadWritersAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Writers, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return (reader.GetString(0), reader.GetFieldValue<uint>(1));
    }

    private sealed record Row(uint Writer, Container Container);
}
