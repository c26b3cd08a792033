using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Watching;

/// <summary>Where agents of this kind are known to break, with their numbers in docs/known-failures.md.</summary>
public class When_things_break
{
    private static readonly SimulatedRun Calc = SimulatedRun.Of("calc-1", "calc");

    [Fact]
    public async Task Failure_1_a_container_that_vanishes_in_mid_inspect_is_stated_as_removed()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Faults.BeforeInspection = _ =>
        {
            host.Engine.Faults.BeforeInspection = null;
            host.Engine.Remove(id);
            return Task.CompletedTask;
        };
        host.Engine.Pause(id);

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStopped>().ShouldHaveSingleItem().Cause.ShouldBe(StopCause.Removed);
        host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));
        await host.AgreesAsync();
    }

    [Fact]
    public async Task Failure_1_an_inspection_that_fails_is_repeated_and_the_agent_lives()
    {
        await using var host = await WatchedHost.StartAsync();

        host.Engine.Faults.FailInspections(3);
        host.Engine.Run(Calc);

        await host.AgreesInTimeAsync();
    }

    [Fact]
    public async Task Failure_2_an_event_stream_that_ends_is_opened_again()
    {
        await using var host = await WatchedHost.StartAsync();

        host.Engine.BreakStreams();
        await host.SeesInTimeAsync(facts => facts.OfType<HostReported>().Count() == 2, "a report after the break");
        host.Engine.Run(Calc);

        await host.AgreesAsync();
    }

    [Fact]
    public async Task Failure_2_an_engine_that_restarts_is_waited_for_and_listed_again()
    {
        await using var host = await WatchedHost.StartAsync(before: engine => engine.Run(Calc));

        host.Engine.Crash();
        await Eventually.ThatAsync(
            () => host.Agent.Status is { Phase: AgentPhase.Waiting, Message: not null }, "the agent waits and says why");
        host.Time.Advance(TimeSpan.FromMinutes(2));
        host.Engine.Recover();
        host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));

        await host.AgreesInTimeAsync();
        host.Agent.Status.Phase.ShouldBe(AgentPhase.Watching);
        host.Facts.OfType<ContainerStopped>().ShouldHaveSingleItem().ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task An_engine_that_is_away_from_the_start_is_waited_for()
    {
        await using var host = WatchedHost.Begin(before: engine => engine.Faults.IsDown = true);
        await Eventually.ThatAsync(() => host.Agent.Status.Phase is AgentPhase.Waiting, "the agent waits");
        host.Agent.Status.Host.ShouldBeNull();

        host.Engine.Recover();
        host.Engine.Run(Calc);

        await host.AgreesInTimeAsync();
        host.Agent.Status.Host.ShouldBe(new HostIdentity("sim-1", WatchedHost.Address));
    }

    [Fact]
    public async Task Failure_3_what_happens_between_the_list_and_the_subscription_is_not_lost()
    {
        var subscribe = new TaskCompletionSource();
        await using var host = await WatchedHost.StartAsync(wrap: engine => new SlowSubscription(engine, subscribe.Task));

        host.Engine.Run(Calc);
        subscribe.SetResult();

        await host.AgreesAsync();
    }

    [Fact]
    public async Task Failure_3_a_lost_event_is_made_up_for_by_the_next_full_pass()
    {
        await using var host = await WatchedHost.StartAsync(before: engine => engine.Run(Calc));

        host.Engine.Faults.LoseHints(2);
        host.Engine.Exit(host.Engine.Running[0].Id);
        host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));

        await host.AgreesInTimeAsync();
    }

    [Fact]
    public async Task Failure_4_an_end_cannot_be_overtaken_by_its_own_slow_start()
    {
        var answer = new TaskCompletionSource();
        var asked = new ConcurrentQueue<string>();
        await using var host = await WatchedHost.StartAsync();
        host.Engine.Faults.BeforeAnswer = containerId =>
        {
            asked.Enqueue(containerId);
            return answer.Task;
        };

        var slow = host.Engine.Run(Calc);
        await Eventually.ThatAsync(() => asked.Contains(slow), "it was seen running, and the answer is on its way");
        host.Engine.Exit(slow);
        var next = host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));
        await Eventually.ThatAsync(() => asked.Contains(next), "its end was heard of, for a later event was");
        answer.SetResult();

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStopped>().ShouldHaveSingleItem().ContainerId.ShouldBe(slow);
    }

    [Fact]
    public async Task Failure_5_an_inspection_is_never_given_up()
    {
        await using var host = await WatchedHost.StartAsync();

        host.Engine.Faults.FailInspections(100);
        host.Engine.Run(Calc);

        await host.AgreesInTimeAsync();
    }

    [Fact]
    public async Task A_container_that_cannot_be_inspected_holds_the_others_up_for_no_longer_than_an_interval()
    {
        await using var host = await WatchedHost.StartAsync();
        var sick = host.Engine.Run(Calc);
        await host.AgreesAsync();
        host.Engine.Faults.BeforeInspection = id => id == sick ? throw new IOException("this one alone") : Task.CompletedTask;

        host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));

        await host.AgreesAsync();
        await host.SeesInTimeAsync(facts => facts.OfType<HostReported>().Count() == 3, "reports, all the same");
        host.Facts.OfType<HostReported>().Last().Containers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_signal_sent_while_the_stream_was_broken_is_heard_of_afterwards()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.BreakStreams();
        host.Engine.Signal(id);

        await host.SeesInTimeAsync(facts => facts.OfType<ContainerStopping>().Any(), "the drain");
    }

    /// <summary>An engine whose event stream opens late.</summary>
    private sealed class SlowSubscription(IEngine engine, Task open) : IEngine
    {
        public Task<EngineDescription> DescribeAsync(CancellationToken cancel) => engine.DescribeAsync(cancel);

        public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => engine.ListAsync(cancel);

        public Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel) =>
            engine.InspectAsync(containerId, cancel);

        public async IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
        {
            await open.WaitAsync(cancel);
            await foreach (var hint in engine.WatchAsync(since, cancel)) yield return hint;
        }
    }
}
