using Npgsql;
using Pipeline.Core.Terms;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Store.Leases;

namespace Pipeline.Store.Sagas;

/// <summary>Leases in the health schema: one of each member, and one of each lock. All leases of a session have its nonce.</summary>
internal sealed class ShardLocks(LeaseTable table) : IShardLocks
{
    private const string MemberPrefix = "member/", LockPrefix = "lock/";

    /// <summary>A member that is long gone is nobody's name any more.</summary>
    private readonly string forget =
        $"delete from {table.Name} where starts_with(name, '{MemberPrefix}') and expires_at < clock_timestamp() - interval '1 hour'";

    public async Task<IShardLockSession> OpenAsync(string holder, TimeSpan lasts, CancellationToken cancel)
    {
        var session = new Session(table, holder, Guid.CreateVersion7(), lasts);
        await table.CallAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands = { new(forget), session.Acquire($"{MemberPrefix}{holder}/{session.Nonce:N}") },
            };
            return await batch.ExecuteNonQueryAsync(cancel);
        }, cancel);
        return session;
    }

    private sealed class Session(LeaseTable table, string holder, Guid nonce, TimeSpan lasts) : IShardLockSession
    {
        // The members are counted as they were before the statement: this one is among them, because it is renewed. Those of a clock that
        // was set back since are not; each that is alive is again with its next heartbeat.
        private readonly string renew = $"""
            with renewed as (
                update {table.Name} set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + $2
                where {LeaseTable.IsHeldByNonce}
                returning name, term
            )
            select name, term,
                (select greatest(1, count(*)::int) from {table.Name}
                 where starts_with(name, '{MemberPrefix}') and expires_at > clock_timestamp()
                     and expires_at <= clock_timestamp() + 2 * $2),
                clock_timestamp()
            from renewed
            """;

        private readonly string release = $"{table.Release} and name = $2";

        public Guid Nonce => nonce;

        public NpgsqlBatchCommand Acquire(string name) => new(table.Acquire)
        {
            Parameters = { new() { Value = name }, new() { Value = holder }, new() { Value = nonce }, LeaseTable.Duration(lasts) },
        };

        public Task<ShardHolding?> RenewAsync(CancellationToken cancel) => table.CallAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(renew, connection);
            command.Parameters.Add(new() { Value = nonce });
            command.Parameters.Add(LeaseTable.Duration(lasts));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var (members, readAt, isMember, held) = (0, default(DateTimeOffset), false, new Dictionary<int, TermClaim>());
            while (await rows.ReadAsync(cancel))
            {
                (members, readAt) = (rows.GetInt32(2), rows.GetFieldValue<DateTimeOffset>(3));
                if (NumberOf(rows.GetString(0)) is { } number) held[number] = new(rows.GetString(0), rows.GetInt64(1), nonce);
                else isMember = true;
            }

            return isMember ? new ShardHolding(members, held, readAt) : null;
        }, cancel);

        public Task<TermClaim?> TryAcquireAsync(int number, CancellationToken cancel) => table.CallAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Acquire($"{LockPrefix}{number}") } };
            return await batch.ExecuteScalarAsync(cancel) is long term ? new TermClaim($"{LockPrefix}{number}", term, nonce) : null;
        }, cancel);

        public Task ReleaseAsync(int number, CancellationToken cancel) => table.CallAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(release, connection)
            {
                Parameters = { new() { Value = nonce }, new() { Value = $"{LockPrefix}{number}" } },
            };
            return await command.ExecuteNonQueryAsync(cancel);
        }, cancel);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await table.CallAsync(async connection =>
                {
                    await using var all = new NpgsqlCommand(table.Release, connection) { Parameters = { new() { Value = nonce } } };
                    return await all.ExecuteNonQueryAsync();
                }, CancellationToken.None);
            }
            catch (Exception)
            {
                // They expire.
            }
        }

        private static int? NumberOf(string name) => name.StartsWith(LockPrefix, StringComparison.Ordinal)
            ? int.Parse(name.AsSpan(LockPrefix.Length), System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
