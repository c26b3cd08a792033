using Npgsql;
using NpgsqlTypes;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>Finds the documents that are not what their streams fold to.</summary>
internal static class DocumentComparison
{
    /// <summary>Takes out the documents that differ, and those in between that no stream belongs to.</summary>
    /// <param name="connection">The transaction that it is done in.</param>
    /// <param name="document">The documents' type.</param>
    /// <param name="after">Only documents behind this one.</param>
    /// <param name="upto">Only documents up to this one; null for all.</param>
    /// <param name="folded">What there shall be.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>Which of <paramref name="folded"/> are missing now, and how many documents had no stream.</returns>
    public static async Task<(IReadOnlyList<string> Missing, int Strays)> DropDifferingAsync(
        NpgsqlConnection connection, Type document, string after, string? upto, IReadOnlyList<(string Id, int Version, string Json)> folded, CancellationToken cancel)
    {
        string[] ids = [.. folded.Select(one => one.Id)];
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            delete from {TableOf(document)} d where d.id > $1 and ($2 is null or d.id <= $2) and not exists
            (select from unnest($3, $4, $5) n(id, version, data) where n.id = d.id and n.version = d.mt_version and n.data = d.data) returning d.id
            """)
        {
            Parameters =
            {
                new() { Value = after },
                new() { Value = (object?)upto ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = folded.Select(one => one.Version).ToArray() },
                new() { Value = folded.Select(one => one.Json).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select n.id from unnest($1) n(id) where not exists (select from {TableOf(document)} d where d.id = n.id)")
        {
            Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar } },
        });

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var dropped = await ReadAsync(reader, cancel);
        await reader.NextResultAsync(cancel);
        return (await ReadAsync(reader, cancel), dropped.Except(ids).Count());
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var ids = new List<string>();
        while (await reader.ReadAsync(cancel)) ids.Add(reader.GetString(0));
        return ids;
    }

    private static string TableOf(Type document) => $"{RegistrySchema.Name}.mt_doc_{document.Name.ToLowerInvariant()}";
}
