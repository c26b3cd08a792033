using Npgsql;
using Pipeline.Postgres;

namespace Pipeline.Tests.Support;

/// <summary>Counts what is recorded, in the database itself.</summary>
internal static class DatabaseCounts
{
    /// <summary>A running pipeline's private database.</summary>
    public static string Below(string data) =>
        PrivateServer.TryAttach(data) ?? throw new InvalidOperationException($"no server runs below {data}");

    /// <summary>How many events there are in all.</summary>
    public static Task<long> CountAsync(string database) => AskAsync(database, "select count(*) from pipeline.mt_events");

    /// <summary>How many events of a type one stream holds.</summary>
    public static Task<long> CountAsync(string database, string stream, string type) =>
        AskAsync(database, "select count(*) from pipeline.mt_events where stream_id = $1 and type = $2", stream, type);

    /// <summary>How many records the ledger holds for a host or a service.</summary>
    public static Task<long> RecordsAsync(string database, string name) =>
        AskAsync(
            database,
            "select count(*) from pipeline.mt_doc_ledgerentry where id like '%/' || $1 || '.%' and data ->> 'Held' is not null",
            name);

    private static async Task<long> AskAsync(string database, string question, params string[] values)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(question);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
