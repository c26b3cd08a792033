using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Postgres.Failures;
using Pipeline.Tests.RealParts;

namespace Pipeline.Postgres.Tests;

public sealed class When_a_reader_attaches : IDisposable
{
    private readonly string data = TemporaryDirectory.Create("attached");

    public void Dispose() => Directory.Delete(data, recursive: true);

    private Task<PrivateServer> StartAsync() => PrivateServer.StartAsync(data, NullLogger.Instance, CancellationToken.None);
    private Task<AttachedServer> AttachAsync() => AttachedServer.OpenAsync(data, NullLogger.Instance, CancellationToken.None);

    [Fact]
    public async Task A_running_server_is_used_and_keeps_running()
    {
        var (holder, pid) = await Probe.HoldAsync(data);
        try
        {
            await using (var reader = await AttachAsync())
                (await Probe.QueryAsync(reader.ConnectionString, "SELECT 1")).ShouldBe(1);
            Probe.Runs(pid).ShouldBeTrue();
        }
        finally
        {
            await Probe.KillAsync(holder);
            await using (await StartAsync()) { }
        }
    }

    [Fact]
    public async Task A_stopped_server_runs_while_the_reader_needs_it()
    {
        await using (await StartAsync()) { }

        await using (var reader = await AttachAsync())
            (await Probe.QueryAsync(reader.ConnectionString, "SELECT 1")).ShouldBe(1);

        PrivateServer.TryAttach(data).ShouldBeNull();
    }

    [Fact]
    public async Task Concurrent_readers_do_not_stop_the_server_of_another()
    {
        await using (await StartAsync()) { }

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var reader = await AttachAsync();
            return await Probe.QueryAsync(reader.ConnectionString, "SELECT 1 FROM pg_sleep(0.05)");
        }));

        answers.ShouldAllBe(answer => Equals(answer, 1));
    }

    [Fact]
    public async Task A_start_waits_for_a_reader()
    {
        await using (await StartAsync()) { }
        var reader = await AttachAsync();

        var starting = StartAsync();
        starting.IsCompleted.ShouldBeFalse();
        await reader.DisposeAsync();

        await using var server = await starting;
        (await Probe.QueryAsync(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_directory_without_a_server_is_reported()
    {
        (await Should.ThrowAsync<NothingRecordedException>(AttachAsync)).Message.ShouldContain("./pipeline up");
        Directory.EnumerateFileSystemEntries(data).ShouldBeEmpty();
    }
}
