using Stateless;
using Stateless.Graph;
using static Pipeline.Core.Health.HealthState;
using State = Pipeline.Core.Health.HealthState;
using Trigger = Pipeline.Core.Health.HealthTrigger;

namespace Pipeline.Core.Health;

/// <summary>
/// The life of one run of a container, as far as its health goes: the one table of states and what leads from one to another. A new run
/// begins anew in <see cref="Starting"/>. <c>docs/health-states.md</c> shows it as a diagram, which a test holds against this table.
/// </summary>
public static class HealthMachine
{
    /// <summary>By hand alone; given in another state than the table's, they are a person's mistake.</summary>
    private static readonly Trigger[] ByHand = [Trigger.Retried, Trigger.Released];

    private static StateMachine<State, Trigger> In(State state)
    {
        var machine = new StateMachine<State, Trigger>(state);

        machine.Configure(Starting).AsLive()
            .Permit(Trigger.Passed, Healthy)
            .Permit(Trigger.Failed, Suspect)
            .Permit(Trigger.Doubted, Unproven);

        machine.Configure(Healthy).AsLive()
            .Permit(Trigger.Failed, Suspect);

        machine.Configure(Suspect).AsLive().AsFailing()
            .Permit(Trigger.Doubted, Unproven)
            .Permit(Trigger.Spared, Spared);

        machine.Configure(Unproven).AsLive().AsFailing()
            .Permit(Trigger.Spared, Spared);

        machine.Configure(Spared).AsLive().AsFailing();

        machine.Configure(Condemned).AsEnding()
            .Permit(Trigger.LeftZone, Draining)
            .Permit(Trigger.Passed, Healthy)
            .Permit(Trigger.TimedOut, Stuck)
            .Permit(Trigger.Released, Released);

        machine.Configure(Draining).AsEnding()
            .Permit(Trigger.StopAllowed, Stopping)
            .Permit(Trigger.Passed, Healthy)
            .Permit(Trigger.Spared, Spared)
            .Permit(Trigger.Released, Released);

        machine.Configure(Stopping)
            .Permit(Trigger.Ended, Stopped)
            .Permit(Trigger.Resumed, Starting)
            .Permit(Trigger.TimedOut, Stuck);

        machine.Configure(Stuck).AsEnding()
            .Permit(Trigger.Retried, Condemned)
            .Permit(Trigger.Released, Released);

        machine.Configure(Paused).AsEnding()
            .Permit(Trigger.Resumed, Starting);

        machine.Configure(Released).AsEnding()
            .Permit(Trigger.Retried, Starting);

        machine.Configure(Stopped);
        return machine;
    }

    private static StateMachine<State, Trigger>.StateConfiguration AsLive(this StateMachine<State, Trigger>.StateConfiguration state) =>
        state.AsEnding().Permit(Trigger.Paused, Paused);

    private static StateMachine<State, Trigger>.StateConfiguration AsFailing(this StateMachine<State, Trigger>.StateConfiguration state) => state
        .Permit(Trigger.Passed, Healthy)
        .Permit(Trigger.Judged, Condemned)
        .Permit(Trigger.Released, Released);

    private static StateMachine<State, Trigger>.StateConfiguration AsEnding(this StateMachine<State, Trigger>.StateConfiguration state) => state
        .Permit(Trigger.AskedToStop, Stopping)
        .Permit(Trigger.Ended, Stopped);

    /// <summary>Where a trigger leads. What comes late or twice, as everything but a person's order may, leads nowhere.</summary>
    /// <exception cref="InvalidOperationException">A person's order that means nothing in this state.</exception>
    public static State Next(State state, Trigger trigger)
    {
        var machine = In(state);
        if (!machine.CanFire(trigger) && !ByHand.Contains(trigger)) return state;
        machine.Fire(trigger);
        return machine.State;
    }

    /// <summary>Whether a trigger leads anywhere.</summary>
    public static bool Leads(State state, Trigger trigger) => In(state).CanFire(trigger);

    /// <summary>What leads out of a state, and where to, in the table's order.</summary>
    public static IReadOnlyList<(Trigger By, State To)> Ways(State state) =>
        [.. from way in In(state).GetInfo().States.Single(known => state.Equals(known.UnderlyingState)).FixedTransitions
            select ((Trigger)way.Trigger.UnderlyingTrigger, (State)way.DestinationState.UnderlyingState)];

    /// <summary>The table as a Mermaid state diagram, as Stateless exports it.</summary>
    public static string Diagram() => MermaidGraph.Format(In(Starting).GetInfo());
}
