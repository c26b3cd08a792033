using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;

namespace Pipeline.Store.Tests.Registry;

/// <summary>What PostgreSQL does to leases that no store in memory does.</summary>
public sealed class When_a_database_refuses_leases(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_database_of_an_older_version_says_so_and_is_led_by_nobody()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, "drop table pipeline.lease");
        await using var registry = new RegistryDatabase(database, TimeProvider.System);

        (await Should.ThrowAsync<StoreRefusedException>(() => AcquireAsync(registry))).Message.ShouldContain("older version");
        (await registry.Leases.ReadAsync("Z1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_login_that_only_reads_sees_who_leads_and_cannot_lead()
    {
        var database = await PreparedAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        await AcquireAsync(registry);
        await ExecuteAsync(database, """
            create role reader; grant usage on schema pipeline to reader; grant select on all tables in schema pipeline to reader
            """);
        var reading = new NpgsqlConnectionStringBuilder(database) { Options = "-c role=reader" }.ConnectionString;
        await using var reader = new RegistryDatabase(reading, TimeProvider.System);

        (await reader.Leases.ReadAsync("Z1", None))!.Holder.ShouldBe("red/1");
        (await Should.ThrowAsync<StoreRefusedException>(() => AcquireAsync(reader))).Message.ShouldContain("may not write pipeline.lease");
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_says_so()
    {
        var database = await PreparedAsync();
        var readOnly = new NpgsqlConnectionStringBuilder(database) { Options = "-c default_transaction_read_only=on" }.ConnectionString;
        await using var registry = new RegistryDatabase(readOnly, TimeProvider.System);

        (await Should.ThrowAsync<StoreRefusedException>(() => AcquireAsync(registry))).Message.ShouldContain("read-only");
    }

    [Fact]
    public async Task Leases_outlast_their_sessions()
    {
        var database = await PreparedAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        var term = (await AcquireAsync(registry))!;

        await ExecuteAsync(database, """
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);

        await using var other = new RegistryDatabase(database, TimeProvider.System);
        await Eventually.ThatAsync(async () => await AcquireAsync(other) is null, "the lease is held");
        await Eventually.ThatAsync(
            async () => await registry.Leases.TryRenewAsync(term, Lasts, null, None) is { IsHeld: true }, "its holder renews it");
    }

    [Fact]
    public async Task Who_has_the_database_alone_ends_the_terms_of_one_that_was_killed()
    {
        var database = await PreparedAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        await AcquireAsync(registry);

        await registry.EndFormerTermsAsync(None);

        (await AcquireAsync(registry))!.Number.ShouldBe(2);
    }

    private async Task<string> PreparedAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        await registry.PrepareAsync(None);
        return database;
    }

    private static async Task<TermClaim?> AcquireAsync(RegistryDatabase registry) =>
        (await registry.Leases.TryAcquireAsync("Z1", "red/1", Guid.CreateVersion7(), Lasts, None)).Term;

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
