using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Leases;

/// <summary>
/// The leases of a schema, one row each. A row is free when its expiry is past by the database's clock; to take it is to increment its
/// term, so that no two holders ever share a number. It is free as well when its expiry is further away than any holder sets it: the
/// clock was set back since, and a holder that is alive would have to be waited for until the clock has caught up.
/// </summary>
internal sealed class LeaseTable(string database, string schema) : IAsyncDisposable
{
    /// <summary>A holder renews whatever has its nonce.</summary>
    public const string IsHeldByNonce = "nonce = $1 and expires_at > clock_timestamp()";

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionStrings.ForLeases(database));

    /// <summary>The table's name in SQL.</summary>
    public string Name { get; } = $"{schema}.lease";

    /// <summary>
    /// SQL that takes a lease: its name is $1, the holder $2, the nonce $3, the duration $4; the term is returned, nothing if it is held.
    /// </summary>
    public string Acquire => $"""
        {Take}
        where held.expires_at <= clock_timestamp() or held.expires_at > clock_timestamp() + 2 * $4
        returning term
        """;

    /// <summary>SQL that takes a lease whoever holds it, with the same parameters.</summary>
    public string Seize => $"""
        {Take}
        returning term
        """;

    private string Take => $"""
        insert into {Name} as held (name, term, holder, nonce, acquired_at, renewed_at, expires_at)
        select $1, 1, $2, $3, now, now, now + $4 from clock_timestamp() now
        on conflict (name) do update
        set term = held.term + 1, holder = excluded.holder, nonce = excluded.nonce,
            acquired_at = excluded.acquired_at, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
        """;

    /// <summary>SQL that releases whatever has the nonce $1.</summary>
    public string Release => $"update {Name} set expires_at = clock_timestamp() where {IsHeldByNonce}";

    /// <summary>Creates the table if it is missing; the caller holds the lock of the schema.</summary>
    public async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Asked first, so that a login that may not create tables can use one that is there.
        await using var exists = new NpgsqlCommand($"select to_regclass('{Name}') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is true) return;
        await using var create = new NpgsqlCommand($"""
            create table if not exists {Name} (
                name text primary key,
                term bigint not null,
                holder text not null,
                nonce uuid not null,
                acquired_at timestamptz not null,
                renewed_at timestamptz not null,
                expires_at timestamptz not null,
                last_pass_at timestamptz,
                last_pass_took interval,
                last_failure text
            )
            """, connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Ends all terms: for a process that has the database to itself and was preceded by one that did not end them.</summary>
    public Task EndAllAsync(CancellationToken cancel) => CallAsync(async connection =>
    {
        await using var end = new NpgsqlCommand(
            $"update {Name} set expires_at = clock_timestamp() where expires_at > clock_timestamp()", connection);
        return await end.ExecuteNonQueryAsync(cancel);
    }, cancel);

    /// <summary>The check of a transaction that only the holder may commit.</summary>
    public NpgsqlBatchCommand IsHeld(TermClaim term) => new(
        $"select exists (select from {Name} where name = $1 and term = $2 and nonce = $3 and expires_at > clock_timestamp())")
    {
        Parameters = { new() { Value = term.Lease }, new() { Value = term.Number }, new() { Value = term.Nonce } },
    };

    /// <summary>Checks the term within a transaction.</summary>
    /// <exception cref="StoreConflictException">It is over.</exception>
    public async Task RequireAsync(TermClaim term, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var check = new NpgsqlBatch(connection) { BatchCommands = { IsHeld(term) } };
        if (await check.ExecuteScalarAsync(cancel) is true) return;
        throw new StoreConflictException($"term {term.Number} of {term.Lease} is over: another process may have begun the next one");
    }

    public static NpgsqlParameter Duration(TimeSpan? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Interval };

    /// <summary>Runs a call on a connection of the leases.</summary>
    /// <exception cref="StoreRefusedException">The database has no such table, or this login may not write it.</exception>
    public Task<T> CallAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await call(connection);
        }
        catch (PostgresException missing) when (IsMissing(missing))
        {
            throw new StoreRefusedException(
                $"the database has no table {Name}: it was made by an older version; start a service of this version first", missing);
        }
        catch (PostgresException denied) when (denied.SqlState
            is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            throw new StoreRefusedException(
                $"this login may not write {Name} ({denied.MessageText}): grant it select, insert, update and delete there, "
                + "or connect to a server that takes writes", denied);
        }
    });

    private static bool IsMissing(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
