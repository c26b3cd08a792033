using Npgsql;

namespace Pipeline.Store.Retention;

/// <summary>How far a schema's history was swept, as one row in it.</summary>
internal sealed class RetentionTable(string schema)
{
    private readonly string name = $"{schema}.retention";

    /// <summary>Creates the table if it is missing; the caller holds the lock of the schema.</summary>
    public async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var create = new NpgsqlCommand(
            $"""
            create table if not exists {name} (
                only_row boolean primary key default true check (only_row), kept_since timestamptz not null, swept bigint not null
            )
            """,
            connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Since when detail is kept, and the last event that was swept; null if nothing was, as in an older schema.</summary>
    public async Task<(DateTimeOffset KeptSince, long Swept)?> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var read = new NpgsqlCommand($"select kept_since, swept from {name}", connection);
            await using var rows = await read.ExecuteReaderAsync(cancel);
            return await rows.ReadAsync(cancel) ? (rows.GetFieldValue<DateTimeOffset>(0), rows.GetInt64(1)) : null;
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    /// <summary>Notes both, in the transaction that drops what is older.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, DateTimeOffset keptSince, long swept, CancellationToken cancel)
    {
        await using var write = new NpgsqlCommand(
            $"""
            insert into {name} as held (kept_since, swept) values ($1, $2)
            on conflict (only_row) do update
            set kept_since = greatest(held.kept_since, excluded.kept_since), swept = greatest(held.swept, excluded.swept)
            """,
            connection)
        {
            Parameters = { new() { Value = keptSince.ToUniversalTime() }, new() { Value = swept } },
        };
        await write.ExecuteNonQueryAsync(cancel);
    }
}
