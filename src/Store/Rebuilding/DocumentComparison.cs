using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Pipeline.Store.Rebuilding;

/// <summary>Finds the documents that are not what their streams fold to.</summary>
internal static class DocumentComparison
{
    /// <summary>Deletes the documents that differ, and the documents in the range that belong to no stream.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="table">The documents' table.</param>
    /// <param name="after">Only documents after this one.</param>
    /// <param name="upto">Only documents up to this one; null for all.</param>
    /// <param name="folded">The documents as they must be.</param>
    /// <param name="untouched">Documents that are left as they are.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>
    /// Which of <paramref name="folded"/> are missing now, how many documents had no stream, and the members of newer versions that the
    /// deleted documents had.
    /// </returns>
    public static async Task<(IReadOnlyList<string> Missing, int Strays, Dictionary<string, Dictionary<string, JsonElement>> Newer)>
        DropDifferingAsync(
            NpgsqlConnection connection,
            string table,
            string after,
            string? upto,
            IReadOnlyList<(string Id, int Version, string Json)> folded,
            string[] untouched,
            CancellationToken cancel)
    {
        string[] ids = [.. folded.Select(one => one.Id)];
        string[] members = folded is [var any, ..] ? MembersOf(any.Json) : [];
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            delete from {table} d where d.id > $1 and ($2 is null or d.id <= $2) and d.id <> all($6) and not exists (
                select from unnest($3, $4, $5) n(id, version, data)
                where n.id = d.id and n.version = d.mt_version and (
                    n.data = d.data
                    or d.data - $7 <> jsonb_build_object() and n.data = (
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
                new() { Value = members, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
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

    /// <summary>Every member that this version writes, also where it has no value.</summary>
    private static string[] MembersOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name)];
    }
}
