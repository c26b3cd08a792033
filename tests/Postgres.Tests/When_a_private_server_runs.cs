using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Servers;
using Pipeline.Tests.RealParts;

namespace Pipeline.Postgres.Tests;

public sealed class When_a_private_server_runs : IDisposable
{
    private readonly string data = TemporaryDirectory.Create("private");

    public void Dispose() => Directory.Delete(data, recursive: true);

    private Task<PrivateServer> StartAsync() => PrivateServer.StartAsync(data, NullLogger.Instance, CancellationToken.None);

    [Fact]
    public async Task A_second_start_keeps_what_the_first_one_stored()
    {
        await using (var first = await StartAsync())
            await Probe.ExecuteAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");

        await using var second = await StartAsync();
        (await Probe.QueryAsync(second.ConnectionString, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Fact]
    public async Task It_listens_on_loopback_only_and_requires_its_password()
    {
        await using var server = await StartAsync();
        (await Probe.QueryAsync(server.ConnectionString, "SHOW listen_addresses")).ShouldBe("127.0.0.1");
        (await Probe.QueryAsync(server.ConnectionString, "SHOW fsync")).ShouldBe("on");

        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() => Probe.QueryAsync(wrong, "SELECT 1"))).SqlState.ShouldBe(
            PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Only_its_account_can_read_its_password()
    {
        await using var server = await StartAsync();
        File.GetUnixFileMode(Path.Combine(data, "postgres", "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task It_never_runs_as_root()
    {
        await using var server = await StartAsync();
        Probe.Status(server.ProcessId, "Uid").Split('\t')[0].ShouldNotBe("0");
        Probe.Status(server.ProcessId, "Groups").ShouldNotContain("0 ");
    }

    [Fact]
    public async Task A_stop_leaves_no_process()
    {
        var server = await StartAsync();
        Probe.Runs(server.ProcessId).ShouldBeTrue();

        await server.DisposeAsync();

        await Eventually.ThatAsync(() => !Probe.Runs(server.ProcessId), "the server's process is gone");
        PrivateServer.TryAttach(data).ShouldBeNull();
    }

    [Fact]
    public async Task A_connected_client_does_not_prevent_a_stop()
    {
        var server = await StartAsync();
        await using var client = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await client.OpenAsync();

        await server.DisposeAsync();

        await Eventually.ThatAsync(() => !Probe.Runs(server.ProcessId), "the server's process is gone");
    }

    [Fact]
    public async Task A_server_that_outlives_its_killed_owner_is_adopted()
    {
        var (holder, pid) = await Probe.HoldAsync(data);
        await Probe.KillAsync(holder);
        Probe.Runs(pid).ShouldBeTrue();

        await using (var server = await StartAsync()) server.ProcessId.ShouldBe(pid);

        await Eventually.ThatAsync(() => !Probe.Runs(pid), "the server's process is gone");
    }

    [Fact]
    public async Task A_killed_owner_leaves_no_lock()
    {
        var (holder, _) = await Probe.HoldAsync(data);
        await Probe.KillAsync(holder);

        await using var server = await StartAsync();

        await Eventually.ThatAsync(async () =>
            Equals(await Probe.QueryAsync(server.ConnectionString, "SELECT pg_try_advisory_lock(1)"), true), "the lock is free");
    }

    [Fact]
    public async Task A_killed_server_is_restarted_on_its_port_with_all_committed_data()
    {
        await using var server = await StartAsync();
        await Probe.ExecuteAsync(server.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");

        using (var postmaster = Process.GetProcessById(server.ProcessId)) postmaster.Kill();
        await Eventually.ThatAsync(() => !Probe.Runs(server.ProcessId), "the server's process is gone");

        await Eventually.ThatAsync(
            async () => Equals(await Probe.QueryAsync(server.ConnectionString, "SELECT answer FROM kept"), 42), "it answers again");
    }

    [Fact]
    public async Task A_stop_after_a_restart_leaves_no_process()
    {
        var server = await StartAsync();
        using (var postmaster = Process.GetProcessById(server.ProcessId)) postmaster.Kill();
        await Eventually.ThatAsync(() => !Probe.Runs(server.ProcessId), "the server's process is gone");

        await server.DisposeAsync();

        await Eventually.ThatAsync(() => ProcessesBelow.Of(data) is [], "no process works below the directory");
    }

    [Fact]
    public async Task A_port_can_be_chosen()
    {
        string before;
        await using (var first = await StartAsync()) before = first.ConnectionString;

        await using var second = await PrivateServer.StartAsync(
            data, NullLogger.Instance, CancellationToken.None, new() { Port = new NpgsqlConnectionStringBuilder(before).Port });

        second.ConnectionString.ShouldBe(before);
    }

    [Fact]
    public async Task A_stale_pid_of_another_program_is_ignored()
    {
        await using (await StartAsync()) { }
        var file = Path.Combine(data, "postgres", "cluster", Postmaster.FileName);
        await File.WriteAllTextAsync(file, $"{Environment.ProcessId}\n{data}/postgres/cluster\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n");

        PrivateServer.TryAttach(data).ShouldBeNull();
        await using var server = await StartAsync();
        server.ProcessId.ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task An_interrupted_creation_is_repeated()
    {
        await using (await StartAsync()) { }
        var cluster = Path.Combine(data, "postgres", "cluster");
        Directory.Move(cluster, cluster + ".new");

        await using var server = await StartAsync();
        (await Probe.QueryAsync(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_no_process_and_can_be_repeated()
    {
        using var cancellation = new CancellationTokenSource();
        var starting = PrivateServer.StartAsync(data, NullLogger.Instance, cancellation.Token);
        await Eventually.ThatAsync(() => Directory.Exists(Path.Combine(data, "postgres", "cluster.new")), "the creation has started");
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => starting);

        await Eventually.ThatAsync(() => ProcessesBelow.Of(data) is [], "no process works below the directory");
        await using var server = await StartAsync();
        (await Probe.QueryAsync(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_path_may_contain_quotes_and_dollars()
    {
        var odd = Path.Combine(data, "it's a \"$HOME\"; `x`");
        await using var server = await PrivateServer.StartAsync(odd, NullLogger.Instance, CancellationToken.None);
        (await Probe.QueryAsync(server.ConnectionString, "SHOW data_directory")).ShouldBe(Path.Combine(odd, "postgres", "cluster"));
    }

    [Fact]
    public async Task A_second_pipeline_on_the_same_directory_is_rejected()
    {
        await using var first = await StartAsync();
        (await Should.ThrowAsync<DataDirectoryInUseException>(StartAsync)).Message.ShouldContain(data);
    }

    [Fact]
    public async Task A_directory_without_access_is_named_with_the_remedy()
    {
        // Root may enter it, but the account that root runs the server as may not.
        var mode = Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            : UnixFileMode.None;
        var closed = Directory.CreateDirectory(Path.Combine(data, "closed"), mode).FullName;

        var failure = await Should.ThrowAsync<PrivateServerException>(() =>
            PrivateServer.StartAsync(Path.Combine(closed, "data"), NullLogger.Instance, CancellationToken.None));

        failure.Message.ShouldContain(closed);
        failure.Message.ShouldContain("--data");
        failure.Message.ShouldNotContain("\n");
        if (Environment.IsPrivilegedProcess) failure.Message.ShouldContain($"chmod o+x {closed}");
    }
}
