using System.Net;
using Npgsql;
using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Store.Tests.Registry;

/// <summary>A registry in a fresh database of a real PostgreSQL, on a line that can be cut.</summary>
internal sealed class StoreInPostgres : StoreUnderTest
{
    // Those who wait go first: otherwise they would get what the others held.
    private const string Sessions = """
        select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        order by cardinality(pg_blocking_pids(pid)) desc
        """;

    private const string LockHolders = """
        select pid from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
        group by pid having bool_and(granted)
        """;

    private readonly string direct;
    private readonly CuttableProxy line;
    private readonly RegistryDatabase registry;

    private StoreInPostgres(string database)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        direct = new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString;
        line = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, server.Port));
        server.Port = line.EndPoint.Port;
        registry = new RegistryDatabase(server.ConnectionString, TimeProvider.System);
    }

    public override IRegistryStore Registry => registry.Registry;

    public override IRegistryState State => registry.State;

    public override IChangeFeed Changes => registry.Changes;

    public override ILedgerStore Ledger => registry.Ledger;

    public override ILedgerReader LedgerReader => registry.LedgerReader;

    public override ILeaderLeases Leases => registry.Leases;

    public override IRegistryDocuments Documents => registry.Documents;

    public static async Task<StoreUnderTest> CreateAsync(RealPostgres postgres)
    {
        var store = new StoreInPostgres(await postgres.CreateDatabaseAsync());
        await store.registry.PrepareAsync(CancellationToken.None);
        return store;
    }

    /// <summary>What was noted becomes older; the clock itself is nobody's to move.</summary>
    public override Task PassAsync(TimeSpan time) => ExecuteAsync($"""
        update pipeline.lease set acquired_at = acquired_at - passed, renewed_at = renewed_at - passed,
            expires_at = expires_at - passed, last_pass_at = last_pass_at - passed
        from (select interval '{time.TotalMilliseconds} ms' passed) p
        """);

    public override Task CutSessionsAsync() => TerminateAsync(Sessions);

    public override Task CutLockHoldersAsync() => TerminateAsync(LockHolders);

    public override void GoAway() => line.Cut();

    public override async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        await line.DisposeAsync();
    }

    private Task TerminateAsync(string sessions) => ExecuteAsync($"select pg_terminate_backend(pid, 10000) from ({sessions}) cut");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(direct);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
