using System.Diagnostics;
using Npgsql;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Registry;

/// <summary>A transaction is begun, has locks, and is not gone on with: so a frozen process looks to the server.</summary>
public sealed class When_a_process_freezes_in_a_transaction(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_waits_for_its_lock_is_told_soon_and_has_it_before_another_process_could_lead()
    {
        await using var registry = new RegistryDatabase(await postgres.CreateDatabaseAsync(), TimeProvider.System);
        await registry.PrepareAsync(None);
        await using var frozen = await registry.Registry.BeginAsync(None);
        await frozen.LockAndReadAsync(Some.Hosts("red"), None);
        var since = Stopwatch.StartNew();

        await Should.ThrowAsync<StoreUnavailableException>(() => LockAsync(registry, "red"));
        since.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(4.5));
        await LockAsync(registry, "blue");
        await Eventually.ThatAsync(async () =>
        {
            await LockAsync(registry, "red");
            return true;
        }, "the lock is free");

        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(9));
        await Should.ThrowAsync<StoreUnavailableException>(() => frozen.LockAndReadAsync(Some.Hosts("red"), None));
    }

    [Fact]
    public async Task Whoever_needs_a_connection_has_one_with_all_its_timeouts()
    {
        await using var registry = new RegistryDatabase(await postgres.CreateDatabaseAsync(), TimeProvider.System);
        await using var connection = registry.DocumentStore.Storage.Database.CreateConnection();
        await connection.OpenAsync();

        (await AskAsync("lock_timeout")).ShouldBe("3s");
        (await AskAsync("idle_in_transaction_session_timeout")).ShouldBe("5s");
        (await AskAsync("client_connection_check_interval")).ShouldBe("2s");
        (await AskAsync("tcp_keepalives_idle")).ShouldBe("5");
        (await AskAsync("tcp_keepalives_interval")).ShouldBe("2");
        (await AskAsync("tcp_keepalives_count")).ShouldBe("3");
        (await AskAsync("tcp_user_timeout")).ShouldBe("10000");
        (await AskAsync("jit")).ShouldBe("off");

        async Task<string> AskAsync(string setting)
        {
            await using var show = new NpgsqlCommand($"show {setting}", connection);
            return (string)(await show.ExecuteScalarAsync())!;
        }
    }

    private static async Task LockAsync(RegistryDatabase registry, string host)
    {
        await using var transaction = await registry.Registry.BeginAsync(None);
        await transaction.LockAndReadAsync(Some.Hosts(host), None);
    }
}
