using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Postgres.Tests;

public sealed class VisitedServerSpecs : IDisposable
{
    private readonly string data = TemporaryDirectory.Create("visited");

    public void Dispose() => Directory.Delete(data, recursive: true);

    private Task<PrivateServer> StartAsync() => PrivateServer.StartAsync(data, NullLogger.Instance, CancellationToken.None);
    private Task<VisitedServer> VisitAsync() => VisitedServer.OpenAsync(data, NullLogger.Instance, CancellationToken.None);

    [Fact]
    public async Task A_running_server_is_read_and_left_running()
    {
        var (holder, pid) = await Probe.HoldAsync(data);
        try
        {
            await using (var visit = await VisitAsync())
                (await Probe.AskAsync(visit.ConnectionString, "SELECT 1")).ShouldBe(1);
            Probe.Runs(pid).ShouldBeTrue();
        }
        finally
        {
            await Probe.KillAsync(holder);
            await using (await StartAsync()) { }
        }
    }

    [Fact]
    public async Task A_stopped_server_runs_for_the_time_of_the_visit()
    {
        await using (await StartAsync()) { }

        await using (var visit = await VisitAsync())
            (await Probe.AskAsync(visit.ConnectionString, "SELECT 1")).ShouldBe(1);

        PrivateServer.TryAttach(data).ShouldBeNull();
    }

    [Fact]
    public async Task Visits_at_the_same_time_do_not_stop_the_server_under_each_other()
    {
        await using (await StartAsync()) { }

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var visit = await VisitAsync();
            return await Probe.AskAsync(visit.ConnectionString, "SELECT 1 FROM pg_sleep(0.05)");
        }));

        answers.ShouldAllBe(answer => Equals(answer, 1));
    }

    [Fact]
    public async Task A_start_waits_for_a_visit_to_end()
    {
        await using (await StartAsync()) { }
        var visit = await VisitAsync();

        var starting = StartAsync();
        starting.IsCompleted.ShouldBeFalse();
        await visit.DisposeAsync();

        await using var server = await starting;
        (await Probe.AskAsync(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_directory_where_nothing_ran_says_so()
    {
        (await Should.ThrowAsync<NothingRecordedException>(VisitAsync)).Message.ShouldContain("./pipeline up");
        Directory.EnumerateFileSystemEntries(data).ShouldBeEmpty();
    }
}
