using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Store.Connections;
using Pipeline.Store.Events;
using Pipeline.Store.Failures;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Retention;

/// <summary>Reads how much lies in a database, from counters of the server: it reads no table.</summary>
/// <param name="database">The connection string.</param>
/// <param name="time">The clock.</param>
public sealed class StorageReader(string database, TimeProvider time)
{
    private const string Tables = """
        select schemaname || '.' || relname, n_live_tup, pg_table_size(relid), pg_indexes_size(relid)
        from pg_stat_user_tables where schemaname in ('pipeline', 'health') order by pg_total_relation_size(relid) desc, 1
        """;

    private const string Events = $"{RegistrySchema.Name}.mt_events", HealthEvents = "health.mt_events";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The tables, the largest first, and how many events the last day had.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<StorageUse> ReadAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForReading(database));
        await connection.OpenAsync(cancel);
        var tables = new List<TableUse>();
        await using (var command = new NpgsqlCommand(Tables, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                tables.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)));
        var aDay = 0L;
        foreach (var table in (string[])[Events, HealthEvents])
            aDay += await SinceAsync(connection, table, time.GetUtcNow() - Day, cancel);
        var kept = (await new RetentionTable(RegistrySchema.Name).ReadAsync(connection, cancel))?.KeptSince;
        return new StorageUse(tables, aDay, kept);
    });

    private static async Task<long> SinceAsync(NpgsqlConnection connection, string table, DateTimeOffset moment, CancellationToken cancel)
    {
        await using var newest = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {table}", connection);
        return (long)(await newest.ExecuteScalarAsync(cancel))! - await EventPositions.BeforeAsync(connection, table, moment, cancel);
    }
}

/// <summary>How much lies in a database.</summary>
/// <param name="Tables">Every table, the largest first.</param>
/// <param name="EventsADay">The number of events of the last 24 hours.</param>
/// <param name="KeptSince">Since when every detail is kept; null if nothing was dropped yet.</param>
public sealed record StorageUse(IReadOnlyList<TableUse> Tables, long EventsADay, DateTimeOffset? KeptSince)
{
    /// <summary>Bytes of all tables and their indexes.</summary>
    public long Bytes => Tables.Sum(table => table.Bytes + table.IndexBytes);
}

/// <summary>How much lies in a table.</summary>
/// <param name="Name">Its schema and name.</param>
/// <param name="Rows">Its rows, as the server estimates them.</param>
/// <param name="Bytes">Its bytes on disk, without its indexes.</param>
/// <param name="IndexBytes">The bytes of its indexes.</param>
public sealed record TableUse(string Name, long Rows, long Bytes, long IndexBytes);
