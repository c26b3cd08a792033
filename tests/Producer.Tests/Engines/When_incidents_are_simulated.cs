using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Engines;

public sealed class When_incidents_are_simulated : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task One_container_is_sick_and_one_never_passes_its_check()
    {
        var (first, _, playing) = Begin();
        HealthOf(first, "report-1").ShouldBe(EngineHealth.Unhealthy);
        HealthOf(first, "calc-1").ShouldBe(EngineHealth.Healthy);

        await UntilAsync(() => HealthOf(first, "calc-1") is EngineHealth.Unhealthy, "a container is sick");
        await EndAsync(playing);
    }

    [Fact]
    public async Task One_container_crashes_again_and_again()
    {
        var (first, _, playing) = Begin();
        var runs = new HashSet<DateTimeOffset>();

        await UntilAsync(
            () =>
            {
                runs.UnionWith(first.Running.Where(one => one.Name == "import-1").Select(one => one.StartedAt));
                return runs.Count == 5;
            },
            "it began five times");
        await EndAsync(playing);
    }

    [Fact]
    public async Task A_host_fails_as_a_whole_and_recovers_then_vanishes_and_comes_back()
    {
        var (_, last, playing) = Begin();

        await UntilAsync(() => last.Running.All(one => one.Health is EngineHealth.Unhealthy), "all of the host is unhealthy");
        await UntilAsync(() => last.Running.All(one => one.Health is EngineHealth.Healthy), "all of it is well again");
        await UntilAsync(() => last.Faults.IsDown, "it is gone");
        await UntilAsync(() => !last.Faults.IsDown, "it is back");
        await EndAsync(playing);
    }

    [Fact]
    public void What_starts_again_is_as_well_as_at_first()
    {
        var engine = new SimulatedEngine("sim-1", time);
        var id = engine.Run(SimulatedRun.Of("calc-1", "calc").Checked(EngineHealth.Healthy));
        engine.SetHealth(id, EngineHealth.Unhealthy);

        engine.Restart(id);

        HealthOf(engine, "calc-1").ShouldBe(EngineHealth.Healthy);
    }

    public void Dispose() => stop.Dispose();

    private (SimulatedEngine First, SimulatedEngine Last, Task Playing) Begin()
    {
        var (first, last) = (new SimulatedEngine("sim-1", time), new SimulatedEngine("sim-2", time));
        foreach (var engine in new[] { first, last })
            for (var number = 1; number <= 3; number++)
                engine.Run(SimulatedRun.Of($"calc-{number}", "calc").Checked(EngineHealth.Healthy));
        return (first, last, new IncidentSimulator([first, last], new(), time).RunAsync(stop.Token));
    }

    private static EngineHealth? HealthOf(SimulatedEngine engine, string name) => engine.Running.Single(one => one.Name == name).Health;

    private Task UntilAsync(Func<bool> condition, string what) => Eventually.ThatAsync(
        () =>
        {
            if (condition()) return true;
            time.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        what);

    private async Task EndAsync(Task playing)
    {
        await stop.CancelAsync();
        await playing;
    }
}
