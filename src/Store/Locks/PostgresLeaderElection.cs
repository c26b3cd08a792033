using Medallion.Threading.Postgres;
using Npgsql;
using Pipeline.Projector.Leadership;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Locks;

/// <summary>The leader holds an advisory lock, which PostgreSQL releases when the holder's connection ends.</summary>
internal sealed class PostgresLeaderElection(string database) : ILeaderElection
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    // The lock library keeps a query running on the holder's session; PostgreSQL (14 and newer) then checks every second whether the
    // client is still connected.
    private readonly string watched = new NpgsqlConnectionStringBuilder(database)
    {
        Options = "-c client_connection_check_interval=1000",
    }.ConnectionString;

    public Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel) =>
        StoreCall.RunAsync<ILeaderTerm?>(async () =>
            await LockOf(zone).TryAcquireAsync(patience, cancel) is { } handle ? new Term(handle) : null);

    public Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel) =>
        StoreCall.RunAsync<ILeaderTerm>(async () =>
            new Term(await LockOf(zone).AcquireAsync(null, cancel)));

    private PostgresDistributedLock LockOf(string zone) => new(
        new PostgresAdvisoryLockKey(AdvisoryLocks.LeaderOf(zone), allowHashing: true),
        watched,
        options => options.KeepaliveCadence(KeepAlive));

    private sealed class Term(PostgresDistributedLockHandle handle) : ILeaderTerm
    {
        public CancellationToken Lost { get; } = handle.HandleLostToken;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await handle.DisposeAsync();
            }
            catch (Exception failure) when (
                Lost.IsCancellationRequested || failure is InvalidOperationException || PostgresFailures.IsKnown(failure))
            {
                // The connection is closed or broken, so PostgreSQL has released the lock.
            }
        }
    }
}
