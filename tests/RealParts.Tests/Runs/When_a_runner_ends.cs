using Pipeline.Tests.RealParts;
using Pipeline.Tests.RealParts.Runs;

namespace Pipeline.RealParts.Tests.Runs;

/// <summary>However a test run ends, nothing of it stays; and nothing of another is touched.</summary>
public sealed class When_a_runner_ends
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task All_its_parts_are_gone_soon_after_it_was_killed()
    {
        await using var run = await StartedRun.StartAsync("process", "stubborn", "postgres", "moto", "engine");
        var parts = string.Join('\n', run.Parts);
        string[] kinds =
        [
            "sleep 600",
            "trap '' TERM INT",
            "postgres",
            "moto_server",
            "dockerd",
            "containerd",
            "busybox sleep 3600",
            "bridge pt",
            "folder ",
        ];
        kinds.ShouldAllBe(kind => parts.Contains(kind), parts);

        await run.KillAsync();

        await Eventually.GetAsync(() => Task.FromResult(run.Parts), left => left is [], "nothing of the run is left", Deadline);
    }

    [Fact]
    public async Task Nothing_is_left_when_it_returns_by_itself()
    {
        await using var run = await StartedRun.StartAsync("process", "postgres");

        await run.EndAsync();

        run.Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sweep_removes_what_a_killed_watchdog_left()
    {
        await using var run = await StartedRun.StartAsync("process", "stubborn", "postgres");
        await run.KillWithWatchdogAsync();
        run.Parts.ShouldNotBeEmpty();

        await RunSweeper.SweepDeadAsync();

        run.Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sweep_leaves_the_parts_of_a_living_run_alone()
    {
        await using var living = await StartedRun.StartAsync("process", "postgres");
        await using var dead = await StartedRun.StartAsync("process");
        await dead.KillWithWatchdogAsync();
        var parts = living.Parts;

        await RunSweeper.SweepDeadAsync();

        dead.Parts.ShouldBeEmpty();
        parts.ShouldBeSubsetOf(living.Parts);
    }

    [Fact]
    public async Task What_it_started_is_below_its_folder_and_carries_its_mark()
    {
        Path.GetTempPath().ShouldStartWith(TestRun.Current.Folder);
        (await ShellCommand.RunAsync("printenv", [TestRun.Mark])).ShouldBe(TestRun.Current.Id.ToString());
    }
}
