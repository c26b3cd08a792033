using Medallion.Threading.Postgres;
using Npgsql;
using Pipeline.Projector.Leadership;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Locks;

/// <summary>The leader holds an advisory lock, which PostgreSQL takes back when its holder's connection dies.</summary>
internal sealed class PostgresLeaderElection(string database) : ILeaderElection
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    // The holder's session is busy watching itself; PostgreSQL (14 and newer) then checks every second whether its client still lives.
    private readonly string watched = new NpgsqlConnectionStringBuilder(database)
    {
        Options = "-c client_connection_check_interval=1000",
    }.ConnectionString;

    public Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel) =>
        StoreCall.RunAsync<ILeaderTerm?>(async () =>
            await LockOf(zone).TryAcquireAsync(patience, cancel) is { } held ? new Term(held) : null);

    public Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel) =>
        StoreCall.RunAsync<ILeaderTerm>(async () =>
            new Term(await LockOf(zone).AcquireAsync(null, cancel)));

    private PostgresDistributedLock LockOf(string zone) => new(
        new PostgresAdvisoryLockKey(AdvisoryLocks.LeaderOf(zone), allowHashing: true),
        watched,
        options => options.KeepaliveCadence(KeepAlive));

    private sealed class Term(PostgresDistributedLockHandle held) : ILeaderTerm
    {
        public CancellationToken Lost { get; } = held.HandleLostToken;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await held.DisposeAsync();
            }
            catch (Exception gone) when (
                Lost.IsCancellationRequested || gone is InvalidOperationException || PostgresFailures.IsKnown(gone))
            {
                // The connection is dead or closed, and PostgreSQL has taken the lock back with it.
            }
        }
    }
}
