using Npgsql;

namespace Pipeline.Store.Schemas;

/// <summary>The version of a schema, as one row in it.</summary>
internal sealed class SchemaVersionTable(string schema)
{
    private readonly string name = $"{schema}.schema_version";

    /// <summary>Changes a schema that is missing or older; the caller holds the lock of the schema.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="change">Makes the schema that of this program.</param>
    /// <param name="cancel">Cancels the statements.</param>
    public async Task ChangeAsync(NpgsqlConnection connection, Func<Task> change, CancellationToken cancel)
    {
        // Of this program's own nothing is touched: a login that may not create tables can use it, and no start has to wait.
        if (SchemaVersion.FitOf(await ReadAsync(connection, cancel)) is not (SchemaFit.Missing or SchemaFit.Older)) return;
        await change();
        await WriteAsync(connection, cancel);
    }

    /// <summary>The version; null for a schema that has none.</summary>
    public async Task<SchemaVersion?> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand($"select to_regclass('{name}') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true) return null;
        await using var read = new NpgsqlCommand($"select number, oldest, prepared_by from {name}", connection);
        await using var rows = await read.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? new SchemaVersion(rows.GetInt32(0), rows.GetInt32(1), rows.GetString(2)) : null;
    }

    private async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var present = SchemaVersion.Present;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"""
                    create table if not exists {name} (
                        only_row boolean primary key default true check (only_row),
                        number integer not null, oldest integer not null, prepared_by text not null, prepared_at timestamptz not null
                    )
                    """),
                new($"""
                    insert into {name} as held (number, oldest, prepared_by, prepared_at)
                    values ($1, $2, $3, clock_timestamp())
                    on conflict (only_row) do update
                    set number = excluded.number, oldest = excluded.oldest,
                        prepared_by = excluded.prepared_by, prepared_at = excluded.prepared_at
                    where held.number < excluded.number
                    """)
                {
                    Parameters =
                    {
                        new() { Value = present.Number }, new() { Value = present.Oldest }, new() { Value = present.PreparedBy },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
