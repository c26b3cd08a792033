using System.Data;
using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Store.Failures;
using Pipeline.Store.Locks;

namespace Pipeline.Store.Sagas;

/// <summary>
/// Advisory locks in PostgreSQL; a process holds all of its locks in one session. When the process ends, PostgreSQL closes the session and
/// releases the locks.
/// </summary>
/// <remarks>
/// The lock library is not used, because all members hold one lock in shared mode, in the same session, so that they can be counted.
/// </remarks>
internal sealed class ShardLocks(SagaDatabase database) : IShardLocks
{
    public Task<IShardLockSession> OpenAsync(CancellationToken cancel) => StoreCall.RunAsync<IShardLockSession>(async () =>
    {
        var session = new Session(await database.ConnectForLocksAsync(cancel));
        try
        {
            await session.JoinAsync(cancel);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    });

    private sealed class Session(NpgsqlConnection connection) : IShardLockSession
    {
        private const string Members = """
            select count(*)::int from pg_locks
            where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
              and classid = $1 and objid = $2 and mode = 'ShareLock' and granted
            """;

        private const uint Member = unchecked((uint)AdvisoryLocks.HealthMember);

        public async Task JoinAsync(CancellationToken cancel) =>
            await QueryBoolAsync("select pg_advisory_lock_shared($1, $2) is null", AdvisoryLocks.HealthMember, cancel);

        public Task<int> CountMembersAsync(CancellationToken cancel) => InSessionAsync(async () =>
        {
            // pg_locks shows both parts of a key as unsigned numbers.
            await using var command = new NpgsqlCommand(Members, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = (uint)AdvisoryLocks.HealthShards, NpgsqlDbType = NpgsqlDbType.Oid });
            command.Parameters.Add(new NpgsqlParameter { Value = Member, NpgsqlDbType = NpgsqlDbType.Oid });
            return Math.Max(1, (int)(await command.ExecuteScalarAsync(cancel))!);
        });

        public Task<bool> TryAcquireAsync(int number, CancellationToken cancel) =>
            InSessionAsync(() => QueryBoolAsync("select pg_try_advisory_lock($1, $2)", number, cancel));

        public Task ReleaseAsync(int number, CancellationToken cancel) =>
            InSessionAsync(() => QueryBoolAsync("select pg_advisory_unlock($1, $2)", number, cancel));

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        /// <summary>Does not reopen a broken connection: a new session would not hold the locks.</summary>
        private async Task<T> InSessionAsync<T>(Func<Task<T>> call) => connection.State is ConnectionState.Open
            ? await StoreCall.RunAsync(call)
            : throw new StoreUnavailableException("the session is over, and its locks are lost");

        private async Task<bool> QueryBoolAsync(string sql, int number, CancellationToken cancel)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = AdvisoryLocks.HealthShards });
            command.Parameters.Add(new NpgsqlParameter { Value = number });
            return await command.ExecuteScalarAsync(cancel) is true;
        }
    }
}
