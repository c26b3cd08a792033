using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Watching;

public class When_a_container_crashes
{
    private static readonly SimulatedRun Calc = SimulatedRun.Of("calc-1", "calc");

    [Fact]
    public async Task After_one_crash_it_is_not_held_back()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        await CrashAsync(host, id);

        Last(host, id).Crashes.ShouldBe(new CrashCount(1, 1, IsHeldBack: false));
    }

    [Fact]
    public async Task Failure_17_again_and_again_it_is_held_back_for_a_growing_pause()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();
        await CrashAsync(host, id);
        await CrashAsync(host, id);
        Last(host, id).Crashes.ShouldBe(new CrashCount(2, 1, IsHeldBack: true));

        await CrashAsync(host, id);

        Last(host, id).Crashes.ShouldBe(new CrashCount(3, 1, IsHeldBack: true));
        var begun = host.Time.GetUtcNow();
        await host.SeesInStepsAsync(_ => Last(host, id).Crashes is { IsHeldBack: false }, "the end of the pause");
        (host.Time.GetUtcNow() - begun).TotalSeconds.ShouldBeInRange(19.5, 22);
    }

    [Fact]
    public async Task Failure_17_runs_that_are_other_containers_each_time_count_together()
    {
        await using var host = await WatchedHost.StartAsync();
        for (var run = 0; run < 3; run++)
        {
            var crashing = host.Engine.Run(Calc);
            await host.AgreesAsync();
            host.Engine.Exit(crashing, exitCode: 1);
            host.Engine.Remove(crashing);
            await host.AgreesAsync();
        }

        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        Last(host, id).Crashes.ShouldBe(new CrashCount(3, 1, IsHeldBack: true));
    }

    [Fact]
    public async Task Failure_17_a_task_that_is_started_again_counts_by_its_definition()
    {
        await using var host = await WatchedHost.StartAsync();
        for (var run = 0; run < 3; run++)
        {
            var crashing = host.Engine.Run(TaskOf(7, run));
            await host.AgreesAsync();
            host.Engine.Exit(crashing, exitCode: 1);
            await host.AgreesAsync();
        }

        var (same, deployed) = (host.Engine.Run(TaskOf(7, 3)), host.Engine.Run(TaskOf(8, 4)));
        await host.AgreesAsync();

        Last(host, same).Crashes.ShouldBe(new CrashCount(3, 1, IsHeldBack: true));
        Last(host, deployed).Crashes.ShouldBeNull();
    }

    [Fact]
    public async Task A_deployment_under_the_same_name_begins_without_crashes()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();
        for (var crash = 0; crash < 3; crash++) await CrashAsync(host, id);
        host.Engine.Exit(id, exitCode: 1);
        host.Engine.Remove(id);

        var deployed = host.Engine.Run(Calc with { Image = "simulated:2" });
        await host.AgreesAsync();

        Last(host, deployed).Crashes.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_asked_to_stop_has_not_crashed_and_begins_anew()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();
        for (var crash = 0; crash < 3; crash++) await CrashAsync(host, id);

        for (var restart = 0; restart < 3; restart++)
        {
            host.Engine.Restart(id);
            await host.AgreesAsync();
            Last(host, id).Crashes.ShouldBeNull();
        }
    }

    [Fact]
    public async Task One_that_is_killed_by_hand_has_not_crashed()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        for (var kill = 0; kill < 3; kill++)
        {
            await host.AgreesAsync();
            host.Engine.Signal(id, Signals.Kill);
            host.Engine.Restart(id);
        }

        await host.AgreesAsync();
        Last(host, id).Crashes.ShouldBeNull();
    }

    [Fact]
    public async Task An_engine_that_restarts_is_no_crash_of_its_containers()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        for (var crash = 0; crash < 3; crash++)
        {
            await host.AgreesInTimeAsync();
            host.Engine.Crash();
            host.Engine.Recover();
            host.Engine.Restart(id);
        }

        await host.AgreesInTimeAsync();
        Last(host, id).Crashes.ShouldBeNull();
    }

    [Fact]
    public async Task Ten_minutes_without_a_crash_are_forgotten_with_the_crashes_before()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();
        for (var crash = 0; crash < 3; crash++) await CrashAsync(host, id);
        host.Time.Advance(TimeSpan.FromMinutes(11));
        await host.SeesInTimeAsync(_ => Last(host, id).Crashes is { IsHeldBack: false }, "the end of the pause");

        await CrashAsync(host, id);

        Last(host, id).Crashes.ShouldBe(new CrashCount(1, 1, IsHeldBack: false));
    }

    /// <summary>It ends and is started again, faster than it can be inspected.</summary>
    private static async Task CrashAsync(WatchedHost host, string id)
    {
        host.Engine.Exit(id, exitCode: 1);
        host.Engine.Restart(id);
        await host.AgreesAsync();
    }

    private static SimulatedRun TaskOf(int revision, int task) => Calc with
    {
        Name = $"ecs-calc-{task}",
        Labels = new Dictionary<string, string>
        {
            ["com.amazonaws.ecs.task-arn"] = $"arn:aws:ecs:eu-west-1:1:task/main/{task}",
            ["com.amazonaws.ecs.task-definition-family"] = "calc",
            ["com.amazonaws.ecs.task-definition-version"] = $"{revision}",
            ["com.amazonaws.ecs.container-name"] = "web",
        },
    };

    private static ContainerSnapshot Last(WatchedHost host, string id) =>
        host.Registry.Containers.Single(container => container.Id == id);
}
