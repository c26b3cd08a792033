using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Support;

/// <summary>What happens next in a simulation, to whom, and with which of several outcomes.</summary>
internal enum HealthStepKind
{
    Pass,
    Fail,
    Run,
    RunAnew,
    Pause,
    AskToStop,
    End,
    Hear,
    HearAgain,
    CarryOut,
    AnswerStop,
    Judge,
    Ring,
    WaitLittle,
    WaitLong,
    Retry,
    Release,
}

internal sealed record HealthStep(HealthStepKind What, int Whom, int Pick);

/// <summary>Some containers of two services on two hosts, their governor, and a world that loses, repeats and reorders what is said.</summary>
internal sealed class HealthSimulation
{
    public const int Size = 6;

    public static readonly HealthPolicy Policy = new() { StopsWithoutTask = true, LeaveWithin = TimeSpan.FromSeconds(10), StopWithin = TimeSpan.FromSeconds(10) };
    public static readonly GovernorPolicy Bounds = new() { StopsPerMinute = 2 };

    private static readonly string[] Services = ["calc", "time"];

    private readonly ContainerHealth?[] health = new ContainerHealth?[Size];
    private readonly Alarm[] alarms = [.. Enumerable.Repeat(Alarm.None, Size)];
    private readonly List<(int Whom, HealthSignal Said)> underWay = [];
    private readonly List<(int Whom, HealthSignal Said)> heard = [];
    private readonly int[] runs = new int[Size];
    private long sequence;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every event, with who it is about and what the simulation looked like when it happened.</summary>
    public List<(int Whom, HealthEvent Happened, Picture Before)> History { get; } = [];

    public IEnumerable<ContainerHealth> All => health.OfType<ContainerHealth>();

    public static HealthSimulation After(IEnumerable<HealthStep> turns)
    {
        var simulation = new HealthSimulation();
        for (var i = 0; i < Size; i++) simulation.Tell(i, simulation.Runs(i));
        foreach (var turn in turns) simulation.Take(turn);
        return simulation;
    }

    private void Take(HealthStep turn)
    {
        switch (turn.What)
        {
            case HealthStepKind.Pass or HealthStepKind.Fail:
                Now += TimeSpan.FromSeconds(1);
                Tell(turn.Whom, new HealthSignal.Probed(RunOf(turn.Whom), new ProbeResult(8081, turn.What is HealthStepKind.Pass, "so", Now, TimeSpan.Zero, "p1")));
                break;
            case HealthStepKind.Run:
                underWay.Add((turn.Whom, Runs(turn.Whom)));
                break;
            case HealthStepKind.RunAnew:
                runs[turn.Whom]++;
                underWay.Add((turn.Whom, Runs(turn.Whom)));
                break;
            case HealthStepKind.Pause:
                underWay.Add((turn.Whom, new HealthSignal.IsPaused(Host(turn.Whom), Next())));
                break;
            case HealthStepKind.AskToStop:
                underWay.Add((turn.Whom, new HealthSignal.IsStopping(Host(turn.Whom), Next())));
                break;
            case HealthStepKind.End:
                underWay.Add((turn.Whom, new HealthSignal.HasEnded(Host(turn.Whom), Next(), "it ended")));
                break;
            case HealthStepKind.Hear when underWay.Count > 0:
                var (whom, said) = underWay[turn.Pick % underWay.Count];
                underWay.RemoveAt(turn.Pick % underWay.Count);
                heard.Add((whom, said));
                Tell(whom, said);
                break;
            case HealthStepKind.HearAgain when heard.Count > 0:
                Tell(heard[turn.Pick % heard.Count].Whom, heard[turn.Pick % heard.Count].Said);
                break;
            case HealthStepKind.CarryOut when health[turn.Whom] is { } condemned:
                Tell(turn.Whom, new HealthSignal.CarriedOut(condemned.Run, condemned.Verdict - (turn.Pick % 2), "change-1"));
                break;
            case HealthStepKind.AnswerStop when health[turn.Whom] is { StopAttempts: > 0 } ordered:
                Tell(turn.Whom, new HealthSignal.Answered(ordered.Run, (StopOutcome)(turn.Pick % 3), "an answer"));
                break;
            case HealthStepKind.Judge:
                Judge();
                break;
            case HealthStepKind.Ring:
                for (var i = 0; i < Size; i++) Tell(i, new HealthSignal.TimeCame());
                break;
            case HealthStepKind.WaitLittle:
                Now += TimeSpan.FromSeconds(6);
                break;
            case HealthStepKind.WaitLong:
                Now += TimeSpan.FromSeconds(40);
                break;
            case HealthStepKind.Retry when health[turn.Whom] is { } stuck && HealthMachine.Leads(stuck.State, HealthTrigger.Retried):
                Tell(turn.Whom, new HealthSignal.ByHand(HealthTrigger.Retried));
                break;
            case HealthStepKind.Release when health[turn.Whom] is { } kept && HealthMachine.Leads(kept.State, HealthTrigger.Released):
                Tell(turn.Whom, new HealthSignal.ByHand(HealthTrigger.Released));
                break;
        }
    }

    private void Judge()
    {
        var candidates = Enumerable.Range(0, Size)
            .Where(i => health[i]?.WantsRuling(Policy) is true && alarms[i].IsDue(Now))
            .Select(i => new Candidate($"{i}", StandingOf(health[i]!), Proven: All.Any(other => other.Proofs.Contains(health[i]!.Watches[0].Proof!))))
            .ToList();
        foreach (var (candidate, ruling) in Governor.Judge(Picture(), candidates, Bounds))
            Tell(int.Parse(candidate.ContainerId), new HealthSignal.Ruled(RunOf(int.Parse(candidate.ContainerId)), ruling));
    }

    private void Tell(int whom, HealthSignal signal)
    {
        var decision = HealthRules.Decide(health[whom], $"{whom}", alarms[whom], signal, Policy, Now);
        if (!decision.Events.IsEmpty)
        {
            var before = Picture();
            History.AddRange(decision.Events.Select(happened => (whom, happened, before)));
        }

        (health[whom], alarms[whom]) = (decision.Health, decision.Alarm);
    }

    private Picture Picture() => new(
        [.. All.Select(StandingOf)],
        All.Count(one => one.CondemnedAt > Now.AddMinutes(-1)),
        All.Count(one => one.StopAllowedAt > Now.AddMinutes(-1)));

    private static Standing StandingOf(ContainerHealth one) => new(one.State, one.Host, "p1", [.. one.Services], one.FailingSince);

    private HealthSignal.Runs Runs(int whom) => new(
        Host(whom), Next(), RunBegan(runs[whom]), $"name-{whom}", null, [TrackedContainer.Port(8081, Services[whom % Services.Length])], null);

    private DateTimeOffset RunOf(int whom) => health[whom]?.Run ?? RunBegan(0);

    private static DateTimeOffset RunBegan(int run) => new(2026, 1, 1, 0, run, 0, TimeSpan.Zero);

    private static string Host(int whom) => whom < Size / 2 ? "red" : "blue";

    private Stamp Next() => new(1, ++sequence);
}
