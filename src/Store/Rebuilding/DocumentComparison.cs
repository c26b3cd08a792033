using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Pipeline.Store.Rebuilding;

/// <summary>Finds and deletes the documents that differ from the fold of their streams.</summary>
internal static class DocumentComparison
{
    /// <summary>Deletes the documents in a range that differ from their fold or belong to no stream.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="table">The documents' table.</param>
    /// <param name="after">The range begins after this identifier.</param>
    /// <param name="upto">The range ends with this identifier; null for no end.</param>
    /// <param name="folded">The documents as their streams fold to them.</param>
    /// <param name="untouched">Documents that are not deleted.</param>
    /// <param name="members">The members of the documents.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>
    /// The documents of <paramref name="folded"/> that are missing now, the number of documents without a stream, and the members of the
    /// deleted documents that only a newer version knows.
    /// </returns>
    public static async Task<(IReadOnlyList<string> Missing, int Strays, Dictionary<string, Dictionary<string, JsonElement>> Newer)>
        DropDifferingAsync(
            NpgsqlConnection connection,
            string table,
            string after,
            string? upto,
            IReadOnlyList<(string Id, int Version, string Json)> folded,
            string[] untouched,
            StoredMembers members,
            CancellationToken cancel)
    {
        string[] ids = [.. folded.Select(one => one.Id)];
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            delete from {table} d where d.id > $1 and ($2 is null or d.id <= $2) and d.id <> all($6) and not exists (
                select from unnest($3, $4, $5) n(id, version, data)
                where n.id = d.id and n.version = d.mt_version and (
                    n.data = d.data
                    or n.data - array(select later from unnest($8) later where not d.data ? later) = (
                        select jsonb_object_agg(known.key, known.value) from jsonb_each(d.data) known where known.key = any($7))))
            returning d.id, nullif(d.data - $7, jsonb_build_object())::text
            """)
        {
            Parameters =
            {
                new() { Value = after },
                new() { Value = (object?)upto ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = folded.Select(one => one.Version).ToArray() },
                new() { Value = folded.Select(one => one.Json).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = untouched, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = members.Known, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = members.Later, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"select n.id from unnest($1) n(id) where not exists (select from {table} d where d.id = n.id)")
        {
            Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar } },
        });

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var (dropped, newer) = (new List<string>(), new Dictionary<string, Dictionary<string, JsonElement>>());
        while (await reader.ReadAsync(cancel))
        {
            dropped.Add(reader.GetString(0));
            if (!await reader.IsDBNullAsync(1, cancel))
                newer[dropped[^1]] = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(reader.GetString(1))!;
        }

        await reader.NextResultAsync(cancel);
        return (await ReadAsync(reader, cancel), dropped.Except(ids).Count(), newer);
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var ids = new List<string>();
        while (await reader.ReadAsync(cancel)) ids.Add(reader.GetString(0));
        return ids;
    }
}
