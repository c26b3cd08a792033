using Npgsql;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Store.Ledger;

/// <summary>
/// The issued values of the zones' fences, one row a zone. The rows are not those of the leases, so that no heartbeat waits for a
/// transaction that issues a value.
/// </summary>
internal sealed class FenceTable(string schema)
{
    private readonly string name = $"{schema}.fence";

    /// <summary>Creates the table if it is missing; the caller holds the lock of the schema.</summary>
    public async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Asked first, so that a login that may not create tables can use one that is there.
        await using var exists = new NpgsqlCommand($"select to_regclass('{name}') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is true) return;
        await using var create = new NpgsqlCommand(
            $"""
            create table if not exists {name} (
                zone text primary key, owner uuid not null, number bigint not null, nonces uuid[] not null
            )
            """,
            connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Issues a value in a transaction, which keeps the zone's row until its end.</summary>
    public async Task<FenceMemory> IssueAsync(FenceRequest request, NpgsqlConnection connection, CancellationToken cancel)
    {
        // A zone's first row is created empty, so that two writers meet in it.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"insert into {name} (zone, owner, number, nonces) values ($1, $2, 0, '{{}}') on conflict (zone) do nothing")
                {
                    Parameters = { new() { Value = request.Zone }, new() { Value = request.Nonce } },
                },
                new($"select owner, number, nonces from {name} where zone = $1 for update")
                {
                    Parameters = { new() { Value = request.Zone } },
                },
            },
        };
        var issued = FenceMemory.Issue(await QueryAsync(batch, cancel), request);
        await using var update = new NpgsqlCommand($"update {name} set number = $2, nonces = $3 where zone = $1", connection)
        {
            Parameters =
            {
                new() { Value = request.Zone }, new() { Value = issued.Number }, new() { Value = issued.Nonces.ToArray() },
            },
        };
        await update.ExecuteNonQueryAsync(cancel);
        return issued;
    }

    /// <summary>What was issued; null if nothing was, as in the database of an older version, which has no such table.</summary>
    public async Task<FenceMemory?> ReadAsync(string zone, NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new($"select owner, number, nonces from {name} where zone = $1 and number > 0")
                    {
                        Parameters = { new() { Value = zone } },
                    },
                },
            };
            return await QueryAsync(batch, cancel);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    private static async Task<FenceMemory?> QueryAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new FenceMemory(rows.GetGuid(0), rows.GetInt64(1), [.. rows.GetFieldValue<Guid[]>(2)])
            : null;
    }
}
