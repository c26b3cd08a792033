using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Support;

/// <summary>What happens next in a fleet, to whom, and with which of several outcomes.</summary>
internal enum FleetEvent
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

internal sealed record FleetStep(FleetEvent What, int Whom, int Pick);

/// <summary>
/// Containers of two services on two hosts with their governor; the first two belong to one task. Messages are lost, repeated and
/// reordered.
/// </summary>
internal sealed class SimulatedFleet
{
    public const int Size = 6;

    public static readonly HealthPolicy Policy = new()
    {
        StopsWithoutTask = true,
        LeaveWithin = TimeSpan.FromSeconds(10),
        StopWithin = TimeSpan.FromSeconds(10),
    };

    public static readonly GovernorPolicy Bounds = new() { StopsPerMinute = 2 };

    private static readonly string[] Services = ["calc", "time"];
    private static readonly EcsTask Task = new("arn:task/pair", "cluster", "family", "name");

    private readonly ContainerHealth?[] health = new ContainerHealth?[Size];
    private readonly Alarm[] alarms = [.. Enumerable.Repeat(Alarm.None, Size)];
    private readonly List<(int Whom, HealthSignal Said)> underWay = [];
    private readonly List<(int Whom, HealthSignal Said)> heard = [];
    private readonly int[] runs = new int[Size];
    private long sequence;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every event, with who it is about and what the fleet looked like when it happened.</summary>
    public List<(int Whom, HealthEvent Happened, FleetSnapshot Before)> History { get; } = [];

    public IEnumerable<ContainerHealth> All => health.OfType<ContainerHealth>();

    public static SimulatedFleet After(IEnumerable<FleetStep> turns)
    {
        var fleet = new SimulatedFleet();
        for (var i = 0; i < Size; i++) fleet.Apply(i, fleet.Runs(i));
        foreach (var turn in turns) fleet.Take(turn);
        return fleet;
    }

    private void Take(FleetStep turn)
    {
        switch (turn.What)
        {
            case FleetEvent.Pass or FleetEvent.Fail:
                Now += TimeSpan.FromSeconds(1);
                var result = new ProbeResult(8081, turn.What is FleetEvent.Pass, "so", Now, TimeSpan.Zero, "p1");
                Apply(turn.Whom, new HealthSignal.Probed(RunOf(turn.Whom), result));
                break;
            case FleetEvent.Run:
                underWay.Add((turn.Whom, Runs(turn.Whom)));
                break;
            case FleetEvent.RunAnew:
                runs[turn.Whom]++;
                underWay.Add((turn.Whom, Runs(turn.Whom)));
                break;
            case FleetEvent.Pause:
                underWay.Add((turn.Whom, new HealthSignal.IsPaused(Host(turn.Whom), Next())));
                break;
            case FleetEvent.AskToStop:
                underWay.Add((turn.Whom, new HealthSignal.IsStopping(Host(turn.Whom), Next())));
                break;
            case FleetEvent.End:
                underWay.Add((turn.Whom, new HealthSignal.HasEnded(Host(turn.Whom), Next(), "it ended")));
                break;
            case FleetEvent.Hear when underWay.Count > 0:
                var (whom, said) = underWay[turn.Pick % underWay.Count];
                underWay.RemoveAt(turn.Pick % underWay.Count);
                heard.Add((whom, said));
                Apply(whom, said);
                break;
            case FleetEvent.HearAgain when heard.Count > 0:
                Apply(heard[turn.Pick % heard.Count].Whom, heard[turn.Pick % heard.Count].Said);
                break;
            case FleetEvent.CarryOut when health[turn.Whom] is { } condemned:
                Apply(turn.Whom, new HealthSignal.CarriedOut(condemned.Run, condemned.Verdict - (turn.Pick % 2), "change-1"));
                break;
            case FleetEvent.AnswerStop when health[turn.Whom] is { StopAttempts: > 0 } ordered:
                Apply(turn.Whom, new HealthSignal.Answered(ordered.Run, (StopOutcome)(turn.Pick % 3), "an answer"));
                break;
            case FleetEvent.Judge:
                Judge();
                break;
            case FleetEvent.Ring:
                for (var i = 0; i < Size; i++) Apply(i, new HealthSignal.TimeCame());
                break;
            case FleetEvent.WaitLittle:
                Now += TimeSpan.FromSeconds(6);
                break;
            case FleetEvent.WaitLong:
                Now += TimeSpan.FromSeconds(40);
                break;
            case FleetEvent.Retry when health[turn.Whom] is { } stuck && HealthMachine.CanFire(stuck.State, HealthTrigger.Retried):
                Apply(turn.Whom, new HealthSignal.ByHand(HealthTrigger.Retried));
                break;
            case FleetEvent.Release when health[turn.Whom] is { } kept && HealthMachine.CanFire(kept.State, HealthTrigger.Released):
                Apply(turn.Whom, new HealthSignal.ByHand(HealthTrigger.Released));
                break;
        }
    }

    /// <summary>Lets every saga be decided about until nothing changes any more.</summary>
    public void Settle()
    {
        for (var round = 0; round < 3; round++)
        {
            Now += TimeSpan.FromMinutes(10);
            Judge();
        }
    }

    private void Judge()
    {
        var proofs = All.SelectMany(other => other.Proofs).ToHashSet();
        var candidates = Enumerable.Range(0, Size)
            .Where(i => health[i]?.NeedsGovernor(Policy) is true && alarms[i].IsDue(Now))
            .Select(i => GovernorInput.CreateCandidate(health[i]!, "p1", proofs, TaskOf(health[i]!), Policy, Now))
            .ToList();
        var returns = from one in All
                      let ruling = TaskRemoval.FindReturn(one, TaskOf(one), Now)
                      where ruling is not null
                      select (one.ContainerId, ruling);
        foreach (var (container, ruling) in returns.ToList().Concat(Governor.Decide(Picture(), candidates, Bounds)))
            Apply(int.Parse(container), new HealthSignal.Ruled(RunOf(int.Parse(container)), ruling));
    }

    private IEnumerable<ContainerHealth> TaskOf(ContainerHealth one) => one.Task is null ? [] : All.Where(other => other.Task == one.Task);

    private void Apply(int whom, HealthSignal signal)
    {
        var before = Picture();
        var decision = HealthRules.Decide(health[whom], $"{whom}", alarms[whom], signal, Policy, Now);
        (health[whom], alarms[whom]) = (decision.Health, decision.Alarm);
        History.AddRange(decision.Events.Select(happened => (whom, happened, before)));
    }

    private FleetSnapshot Picture() => new(
        [.. All.Select(RowOf)],
        All.Count(one => one.CondemnedAt > Now.AddMinutes(-1)),
        All.Count(one => one.StopAllowedAt > Now.AddMinutes(-1)));

    private static FleetRow RowOf(ContainerHealth one) => new(one.State, one.Host, "p1", [.. one.Services], one.FailingSince);

    /// <summary>Whether a container belongs to the task.</summary>
    public static bool IsOfTask(int whom) => whom < 2;

    private HealthSignal.Runs Runs(int whom) => new(
        Host(whom), Next(), RunBegan(runs[whom]), $"name-{whom}", IsOfTask(whom) ? Task : null,
        [SimulatedContainer.Port(8081, Services[whom % Services.Length])], null);

    private DateTimeOffset RunOf(int whom) => health[whom]?.Run ?? RunBegan(0);

    private static DateTimeOffset RunBegan(int run) => new(2026, 1, 1, 0, run, 0, TimeSpan.Zero);

    private static string Host(int whom) => whom < Size / 2 ? "red" : "blue";

    private Stamp Next() => new(1, ++sequence);
}
