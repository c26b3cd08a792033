using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Watching;

public class When_inspections_hang
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(120)]
    public async Task Failure_16_however_many_hang_the_others_are_reported_within_two_seconds(int hanging)
    {
        await using var host = await WatchedHost.StartAsync();
        Hang(host, hanging);
        var begun = host.Time.GetUtcNow();

        var id = host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));

        await host.SeesInStepsAsync(facts => facts.OfType<ContainerStarted>().Any(started => started.Container.Id == id), "a start");
        (host.Time.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Failure_16_those_that_hang_already_hold_no_other_up_at_all()
    {
        await using var host = await WatchedHost.StartAsync();
        Hang(host, 17);
        await host.SeesInStepsAsync(_ => host.Agent.Status.Unanswered == 17, "17 that hang are counted");
        host.Time.Advance(TimeSpan.FromSeconds(60));

        var id = host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));

        await host.SeesAsync(facts => facts.OfType<ContainerStarted>().Any(started => started.Container.Id == id), "a start");
    }

    [Fact]
    public async Task Failure_16_the_first_report_waits_no_longer_than_two_seconds_and_says_what_it_does_not_know()
    {
        await using var host = WatchedHost.Begin(before: engine =>
        {
            engine.Run(SimulatedRun.Of("calc-1", "calc"));
            Hang(engine, 17);
        });
        var begun = host.Time.GetUtcNow();

        await host.SeesInStepsAsync(facts => facts.OfType<HostReported>().Any(), "a report");

        (host.Time.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromSeconds(3));
        var report = host.Facts.OfType<HostReported>().First();
        report.Containers.ShouldHaveSingleItem().Name.ShouldBe("calc-1");
        report.Uninspected!.Count.ShouldBe(17);
        host.Engine.Running.Where(container => report.Uninspected.Contains(container.Id)).ShouldAllBe(one => one.Name.StartsWith("hung"));
    }

    [Fact]
    public async Task Failure_16_reports_come_at_their_interval_and_repeat_what_was_last_known()
    {
        await using var host = await WatchedHost.StartAsync(new AgentSettings { ReportInterval = TimeSpan.FromSeconds(10) });
        var id = host.Engine.Run(SimulatedRun.Of("hung-1", "calc"));
        await host.AgreesAsync();
        host.Engine.Faults.BeforeInspection = _ => Never;
        host.Engine.Pause(id);
        var begun = host.Time.GetUtcNow();

        await host.SeesInStepsAsync(facts => facts.OfType<HostReported>().Count() == 4, "three more reports");

        (host.Time.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromSeconds(33));
        var last = host.Facts.OfType<HostReported>().Last();
        (last.Containers.ShouldHaveSingleItem().Id, last.Uninspected).ShouldBe((id, null));
    }

    [Fact]
    public async Task Failure_16_one_that_is_answered_again_is_reported_and_no_longer_counted()
    {
        await using var host = await WatchedHost.StartAsync();
        Hang(host, 40);
        await host.SeesInStepsAsync(_ => host.Agent.Status.Unanswered == 40, "40 that hang are counted");

        host.Engine.Faults.BeforeInspection = null;

        await host.AgreesInTimeAsync();
        await Eventually.ThatAsync(() => host.Agent.Status.Unanswered == 0, "none hangs");
    }

    private static void Hang(WatchedHost host, int count) => Hang(host.Engine, count);

    private static void Hang(SimulatedEngine engine, int count)
    {
        var hung = new HashSet<string>();
        engine.Faults.BeforeInspection = id =>
        {
            lock (hung) return hung.Contains(id) ? Never : Task.CompletedTask;
        };
        for (var number = 1; number <= count; number++)
            lock (hung)
                hung.Add(engine.Run(SimulatedRun.Of($"hung-{number}", "calc")));
    }
}
