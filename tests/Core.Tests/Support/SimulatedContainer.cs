using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Support;

/// <summary>One container over time: applies signals to its health, and keeps the resulting state and alarm.</summary>
internal sealed class SimulatedContainer(HealthPolicy? policy = null)
{
    public const string Id = "c1";

    private static readonly HostIdentity Red = new("red", "192.0.2.7");
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HealthPolicy policy = policy ?? HealthPolicy.Default;
    private long sequence;

    public DateTimeOffset Now { get; private set; } = Began;

    public ContainerHealth? Health { get; private set; }

    public Alarm Alarm { get; private set; } = Alarm.None;

    public HealthState State => Health!.State;

    /// <summary>A running container with one port, past its grace period and healthy.</summary>
    public static SimulatedContainer Healthy(HealthPolicy? policy = null)
    {
        var container = new SimulatedContainer(policy);
        container.Runs();
        container.Later(31);
        container.Passes();
        container.State.ShouldBe(HealthState.Healthy);
        return container;
    }

    /// <summary>One that failed so often that the governor is asked.</summary>
    public static SimulatedContainer Failing(HealthPolicy? policy = null) => Healthy(policy).Then(container => container.Fails(3));

    /// <summary>One whose records are gone, and whose TTL runs out.</summary>
    public static SimulatedContainer Draining(HealthPolicy? policy = null) => Failing(policy).Then(container =>
    {
        container.Ruled(GovernorDecisionKind.Condemn);
        container.CarriedOut();
        container.State.ShouldBe(HealthState.Draining);
    });

    /// <summary>One whose stop was allowed.</summary>
    public static SimulatedContainer Stopping(HealthPolicy? policy = null) => Draining(policy).Then(container =>
    {
        container.Later(5);
        container.Ruled(GovernorDecisionKind.Stop);
    });

    public SimulatedContainer Later(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    public SimulatedContainer Then(Action<SimulatedContainer> step)
    {
        step(this);
        return this;
    }

    public HealthDecision Runs(int run = 0, EngineHealth? engine = null, string name = "calc-1", params Watch[] watches) =>
        Apply(new HealthSignal.Runs(
            Red.Name, Next(), Began.AddHours(run), name, null, watches is [] ? [Port(8081)] : [.. watches], engine));

    public HealthDecision Stops() => Apply(new HealthSignal.IsStopping(Red.Name, Next()));

    public HealthDecision Pauses() => Apply(new HealthSignal.IsPaused(Red.Name, Next()));

    public HealthDecision Ends() => Apply(new HealthSignal.HasEnded(Red.Name, Next(), "its process ended with 0"));

    public HealthDecision Fails(int times = 1, int port = 8081, string text = "HTTP 500") => Probe(times, port, passed: false, text);

    public HealthDecision Passes(int times = 1, int port = 8081) => Probe(times, port, passed: true, "HTTP 200");

    public HealthDecision Ruled(GovernorDecisionKind kind, string reason = "so it is") =>
        Apply(new HealthSignal.Ruled(Health!.Run, new GovernorDecision(kind, reason)));

    public HealthDecision CarriedOut(string? change = "change-1", long? sequence = null) =>
        Apply(new HealthSignal.CarriedOut(Health!.Run, sequence ?? Health.Verdict, change));

    public HealthDecision Answered(StopOutcome outcome) => Apply(new HealthSignal.Answered(Health!.Run, outcome, "an answer"));

    public HealthDecision AlarmRings() => Apply(new HealthSignal.TimeCame());

    public HealthDecision ByHand(HealthTrigger order) => Apply(new HealthSignal.ByHand(order));

    public HealthDecision Apply(HealthSignal signal)
    {
        var decision = HealthRules.Decide(Health, Id, Alarm, signal, policy, Now);
        var evolved = decision.Events.Aggregate(Health, (health, happened) => ContainerHealth.Evolve(health, Id, happened));
        evolved?.Version.ShouldBe(decision.Health.Version, "the events alone lead to the state");
        (Health, Alarm) = (decision.Health, decision.Alarm);
        return decision;
    }

    public static Watch Port(int port, string service = "calc", Check? check = null, string? flaw = null) => new(
        port, service, new TransportAddress(Red.Address, 32768 + port, TransportProtocol.Tcp),
        flaw is null ? check ?? new Check(CheckKind.Http, "/health", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)) : null, flaw);

    private HealthDecision Probe(int times, int port, bool passed, string text)
    {
        HealthDecision? last = null;
        for (var i = 0; i < times; i++)
        {
            Later(10);
            var result = new ProbeResult(port, passed, text, Now, TimeSpan.FromMilliseconds(3), "prober-1");
            last = Apply(new HealthSignal.Probed(Health!.Run, result));
        }

        return last!;
    }

    private Stamp Next() => new(1, ++sequence);
}

internal static class Decisions
{
    /// <summary>The states that a decision led through.</summary>
    public static HealthState[] States(this HealthDecision decision) =>
        [.. decision.Events.OfType<StateChanged>().Select(change => change.To)];

    /// <summary>Whether the last verdict condemned; null where there was none.</summary>
    public static bool? Verdict(this HealthDecision decision) => decision.Events.OfType<VerdictReached>().LastOrDefault()?.Condemned;
}
