using CsCheck;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Watching;

/// <summary>Random histories of an engine, with faults, against what a listener believes in the end.</summary>
public class Whatever_happens
{
    private enum Step
    {
        Run,
        Stop,
        Signal,
        Exit,
        Remove,
        Restart,
        Pause,
        Unpause,
        Breathe,
        Wait,
        FailInspections,
        AnswerLate,
        AnswerAtOnce,
        LoseHints,
        BreakStreams,
        Crash,
        Recover,
        LoseBus,
        FindBus,
    }

    private static readonly Gen<(Step Step, int Pick)[]> Histories = Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 5]).Array[1, 60];

    [Fact]
    public Task The_last_facts_agree_with_the_engine() => Histories.SampleAsync(
        async history =>
        {
            await using var host = await WatchedHost.StartAsync(new AgentSettings { OutboxCapacity = 8 });
            foreach (var (step, pick) in history) await TakeAsync(host, step, pick);

            host.Engine.Recover();
            host.Engine.Faults.FailInspections(0);
            host.Engine.Faults.LoseHints(0);
            host.Bus.IsAway = false;
            await host.AgreesInTimeAsync();
        },
        iter: 100,
        threads: 1);

    private static async Task TakeAsync(WatchedHost host, Step step, int pick)
    {
        var engine = host.Engine;
        switch (step)
        {
            case Step.Run:
                engine.Run(SimulatedRun.Of($"calc-{pick}", "calc"));
                break;
            case Step.Breathe:
                for (var breath = 0; breath <= pick; breath++) await Task.Yield();
                break;
            case Step.Wait:
                host.Time.Advance(TimeSpan.FromSeconds(10 * pick));
                break;
            case Step.FailInspections:
                engine.Faults.FailInspections(pick);
                break;
            case Step.AnswerLate:
                engine.Faults.BeforeAnswer = _ => Task.Delay(TimeSpan.FromSeconds(pick), host.Time);
                break;
            case Step.AnswerAtOnce:
                engine.Faults.BeforeAnswer = null;
                break;
            case Step.LoseHints:
                engine.Faults.LoseHints(pick);
                break;
            case Step.BreakStreams:
                engine.BreakStreams();
                break;
            case Step.Crash:
                engine.Crash();
                break;
            case Step.Recover:
                engine.Recover();
                break;
            case Step.LoseBus or Step.FindBus:
                host.Bus.IsAway = step is Step.LoseBus;
                break;
            default:
                if (engine.Running is [_, ..] running) Act(engine, step, running[pick % running.Count].Id);
                break;
        }
    }

    private static void Act(SimulatedEngine engine, Step step, string id)
    {
        Action<string> act = step switch
        {
            Step.Stop => engine.Stop,
            Step.Signal => container => engine.Signal(container),
            Step.Exit => container => engine.Exit(container),
            Step.Remove => engine.Remove,
            Step.Restart => engine.Restart,
            Step.Pause => engine.Pause,
            Step.Unpause => engine.Unpause,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "a step of no known kind"),
        };
        act(id);
    }
}
