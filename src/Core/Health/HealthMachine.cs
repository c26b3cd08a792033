using Stateless;
using Stateless.Graph;
using static Pipeline.Core.Health.HealthState;
using State = Pipeline.Core.Health.HealthState;
using Trigger = Pipeline.Core.Health.HealthTrigger;

namespace Pipeline.Core.Health;

/// <summary>
/// The state machine of one run's health: the only table of states and transitions. A new run starts in <see cref="Starting"/>.
/// <c>docs/health-states.md</c> shows it as a diagram, which a test compares with this table.
/// </summary>
public static class HealthMachine
{
    /// <summary>Triggers that only a person fires; in any other state than the table's they are an error.</summary>
    private static readonly Trigger[] ByHand = [Trigger.Retried, Trigger.Released];

    private static StateMachine<State, Trigger> CreateMachine(State state)
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
            .Permit(Trigger.TaskSpared, Starting)
            .Permit(Trigger.TimedOut, Stuck)
            .Permit(Trigger.Released, Released);

        machine.Configure(Draining).AsEnding()
            .Permit(Trigger.StopAllowed, Stopping)
            .Permit(Trigger.Passed, Healthy)
            .Permit(Trigger.Spared, Spared)
            .Permit(Trigger.TaskSpared, Starting)
            .Permit(Trigger.Released, Released);

        machine.Configure(Stopping)
            .Permit(Trigger.StopWithheld, Draining)
            .Permit(Trigger.Ended, Stopped)
            .Permit(Trigger.Resumed, Starting)
            .Permit(Trigger.TimedOut, Stuck);

        machine.Configure(Stuck).AsEnding()
            .Permit(Trigger.LeftZone, Draining)
            .Permit(Trigger.StopWithheld, Draining)
            .Permit(Trigger.Passed, Healthy)
            .Permit(Trigger.TaskSpared, Starting)
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
        state.AsEnding()
        .Permit(Trigger.Paused, Paused)
        .Permit(Trigger.TaskCondemned, Condemned);

    private static StateMachine<State, Trigger>.StateConfiguration AsFailing(this StateMachine<State, Trigger>.StateConfiguration state) =>
        state
        .Permit(Trigger.Passed, Healthy)
        .Permit(Trigger.Judged, Condemned)
        .Permit(Trigger.Released, Released);

    private static StateMachine<State, Trigger>.StateConfiguration AsEnding(this StateMachine<State, Trigger>.StateConfiguration state) =>
        state
        .Permit(Trigger.AskedToStop, Stopping)
        .Permit(Trigger.Ended, Stopped);

    /// <summary>The state after a trigger. A late or repeated trigger has no effect, except that a person's order is an error.</summary>
    /// <exception cref="InvalidOperationException">A person's order that is not possible in this state.</exception>
    public static State Next(State state, Trigger trigger)
    {
        var machine = CreateMachine(state);
        if (!machine.CanFire(trigger) && !ByHand.Contains(trigger)) return state;
        machine.Fire(trigger);
        return machine.State;
    }

    /// <summary>Whether a trigger has a transition from a state.</summary>
    public static bool CanFire(State state, Trigger trigger) => CreateMachine(state).CanFire(trigger);

    /// <summary>The transitions from a state, in the order of the table.</summary>
    public static IReadOnlyList<(Trigger By, State To)> GetTransitions(State state) =>
        [.. from way in CreateMachine(state).GetInfo().States.Single(known => state.Equals(known.UnderlyingState)).FixedTransitions
            select ((Trigger)way.Trigger.UnderlyingTrigger, (State)way.DestinationState.UnderlyingState)];

    /// <summary>The table as a Mermaid state diagram, as Stateless exports it.</summary>
    public static string Diagram() => MermaidGraph.Format(CreateMachine(Starting).GetInfo());
}
