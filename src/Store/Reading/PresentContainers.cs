using System.Data;
using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Instances;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Reading;

/// <summary>
/// The containers that are present. They are cached between calls, and a call reads only those again that were written after the previous
/// call: of ten thousand, few change.
/// </summary>
internal sealed class PresentContainers(IDocumentStore store)
{
    // A row's xmin is the transaction that wrote it (PostgreSQL, "System Columns"): another one, whenever the row is another.
    private const string Written = $"select id, xmin from {RegistrySchema.Name}.mt_doc_container where is_present = true";

    private IReadOnlyDictionary<string, Row> known = new Dictionary<string, Row>();

    public async Task<IReadOnlyList<Container>> ReadAsync(CancellationToken cancel)
    {
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(Container), cancel);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var look = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var before = Volatile.Read(ref known);
        var (present, others) = (new Dictionary<string, Row>(before.Count), new Dictionary<string, uint>());
        await foreach (var (id, writer) in WrittenAsync(connection, cancel))
            if (before.TryGetValue(id, out var row) && row.Writer == writer) present.Add(id, row);
            else others.Add(id, writer);

        if (others.Count > 0)
        {
            await using var session = store.QuerySession(SessionOptions.ForTransaction(look));
            foreach (var container in await session.LoadManyAsync<Container>(cancel, others.Keys))
                present.Add(container.Id, new(others[container.Id], container));
        }

        Volatile.Write(ref known, present);
        return [.. present.Values.Select(row => row.Container)];
    }

    private static async IAsyncEnumerable<(string Id, uint Writer)> WrittenAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Written, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return (reader.GetString(0), reader.GetFieldValue<uint>(1));
    }

    private sealed record Row(uint Writer, Container Container);
}
