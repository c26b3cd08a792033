using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;

namespace Pipeline.Store.Leases;

/// <summary>The leases of the zones' leaders.</summary>
internal sealed class PostgresLeaderLeases(LeaseTable table) : ILeaderLeases
{
    private const string State =
        "term, holder, acquired_at, expires_at, clock_timestamp(), clock_timestamp() - last_pass_at, last_pass_took, last_failure";

    private readonly string renew = $"""
        update {table.Name}
        set renewed_at = clock_timestamp(),
            expires_at = clock_timestamp() + $4,
            last_pass_at = coalesce(clock_timestamp() - $5, last_pass_at),
            last_pass_took = coalesce($6, last_pass_took),
            last_failure = case when $6 is null then last_failure else $7 end
        where name = $1 and term = $2 and nonce = $3 and expires_at > clock_timestamp()
        returning {State}
        """;

    private readonly string read = $"select {State} from {table.Name} where name = $1";

    public Task<LeaseAttempt> TryAcquireAsync(
        string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) =>
        BeginAsync(table.Acquire, zone, holder, nonce, lasts, cancel);

    public Task<LeaseAttempt> SeizeAsync(
        string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) =>
        BeginAsync(table.Seize, zone, holder, nonce, lasts, cancel);

    public Task<LeaderState?> TryRenewAsync(TermClaim term, TimeSpan lasts, LastPass? lastPass, CancellationToken cancel) =>
        table.CallAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(renew, connection);
            command.Parameters.Add(new() { Value = term.Lease });
            command.Parameters.Add(new() { Value = term.Number });
            command.Parameters.Add(new() { Value = term.Nonce });
            command.Parameters.Add(LeaseTable.Duration(lasts));
            command.Parameters.Add(LeaseTable.Duration(lastPass?.Age));
            command.Parameters.Add(LeaseTable.Duration(lastPass?.Took));
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = lastPass?.Failure });
            return await QueryAsync(command, cancel);
        }, cancel);

    public Task ReleaseAsync(TermClaim term, CancellationToken cancel) => table.CallAsync(async connection =>
    {
        await using var release = new NpgsqlCommand(table.Release, connection) { Parameters = { new() { Value = term.Nonce } } };
        return await release.ExecuteNonQueryAsync(cancel);
    }, cancel);

    public async Task<LeaderState?> ReadAsync(string zone, CancellationToken cancel)
    {
        try
        {
            return await table.CallAsync(async connection =>
            {
                await using var command = new NpgsqlCommand(read, connection) { Parameters = { new() { Value = NameOf(zone) } } };
                return await QueryAsync(command, cancel);
            }, cancel);
        }
        catch (StoreRefusedException)
        {
            // The database of an older version has no leases, and a login that only reads may not see them.
            return null;
        }
    }

    private Task<LeaseAttempt> BeginAsync(
        string sql, string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) =>
        table.CallAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new(sql)
                    {
                        Parameters =
                        {
                            new() { Value = NameOf(zone) }, new() { Value = holder }, new() { Value = nonce }, LeaseTable.Duration(lasts),
                        },
                    },
                    new(read) { Parameters = { new() { Value = NameOf(zone) } } },
                },
            };
            await using var rows = await batch.ExecuteReaderAsync(cancel);
            var term = await rows.ReadAsync(cancel) ? new TermClaim(NameOf(zone), rows.GetInt64(0), nonce) : null;
            await rows.NextResultAsync(cancel);
            await rows.ReadAsync(cancel);
            return new LeaseAttempt(term, Read(rows));
        }, cancel);

    private static string NameOf(string zone) => $"zone/{zone}";

    private static async Task<LeaderState?> QueryAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Read(rows) : null;
    }

    private static LeaderState Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetFieldValue<DateTimeOffset>(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(6)
            ? null
            : new LastPass(
                row.IsDBNull(5) ? null : row.GetFieldValue<TimeSpan>(5),
                row.GetFieldValue<TimeSpan>(6),
                row.IsDBNull(7) ? null : row.GetString(7)));
}
