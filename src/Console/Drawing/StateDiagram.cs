using Pipeline.Core.Health;
using Pipeline.History.Sagas;
using State = Pipeline.Core.Health.HealthState;

namespace Pipeline.Console.Drawing;

/// <summary>The states of health as a diagram, with the present state of one container and the transitions that it took.</summary>
/// <remarks>
/// Transitions that nearly every state has (end, stop, pause, with its task) are drawn only when taken: all of them would hide the rest.
/// </remarks>
/// <param name="Shape">Where the boxes stand.</param>
public sealed record StateDiagram(DiagramShape Shape, IReadOnlyList<StateBox> Boxes, IReadOnlyList<StateArrow> Arrows)
{
    private static readonly HealthTrigger[] Everywhere =
    [
        HealthTrigger.AskedToStop, HealthTrigger.Ended, HealthTrigger.Paused, HealthTrigger.TaskCondemned, HealthTrigger.TaskSpared,
    ];

    private static readonly Dictionary<State, (int Column, int Row)> Places = new()
    {
        [State.Starting] = (0, 0),
        [State.Healthy] = (1, 0),
        [State.Released] = (3, 0),
        [State.Paused] = (0, 1),
        [State.Suspect] = (1, 1),
        [State.Condemned] = (2, 1),
        [State.Draining] = (3, 1),
        [State.Stopping] = (4, 1),
        [State.Stopped] = (5, 1),
        [State.Unproven] = (1, 2),
        [State.Spared] = (2, 2),
        [State.Stuck] = (3, 2),
    };

    /// <param name="shape">Across the page, or down a narrow screen.</param>
    /// <param name="present">The state that the container is in.</param>
    /// <param name="transitions">Those that it took.</param>
    public static StateDiagram Draw(DiagramShape shape, State present, IEnumerable<HealthTransition> transitions)
    {
        var passed = transitions.Select(one => (one.From, one.To)).ToHashSet();
        var ways = from state in Enum.GetValues<State>()
                   from way in HealthMachine.GetTransitions(state)
                   where !Everywhere.Contains(way.By) || passed.Contains((state, way.To))
                       || (state, way.To) == (State.Stopping, State.Stopped)
                   group way by (From: state, way.To) into way
                   let path = shape.Connect(Places[way.Key.From], Places[way.Key.To])
                   select new StateArrow(way.Key.From, way.Key.To, path, passed.Contains(way.Key), way.Key.From == present);
        return new(
            shape,
            [
                .. Enum.GetValues<State>()
                    .Select(state => new StateBox(state, shape.CornerOf(Places[state]), state == present, WasIn(state))),
            ],
            [.. ways.OrderBy(way => way.Taken)]);

        bool WasIn(State state) => state == present || passed.Any(way => way.From == state || way.To == state);
    }
}

/// <param name="Passed">Whether the container is or was in this state.</param>
public sealed record StateBox(State State, (double X, double Y) Corner, bool Present, bool Passed);

/// <param name="Taken">Whether the container made this transition.</param>
/// <param name="Open">Whether it can make it next.</param>
public sealed record StateArrow(State From, State To, string Path, bool Taken, bool Open);
