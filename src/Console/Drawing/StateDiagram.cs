using Pipeline.Core.Health;
using Pipeline.History.Sagas;
using State = Pipeline.Core.Health.HealthState;

namespace Pipeline.Console.Drawing;

/// <summary>The states of health as a diagram, with the present state of one container and the transitions that it took.</summary>
/// <remarks>
/// Transitions that nearly every state has (end, stop, pause, with its task) are drawn only when taken: all of them would hide the rest.
/// </remarks>
public sealed record StateDiagram(IReadOnlyList<StateBox> Boxes, IReadOnlyList<StateArrow> Arrows)
{
    public const int Width = 960, Height = 320, BoxWidth = 124, BoxHeight = 36;

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

    public static StateDiagram Draw(State present, IEnumerable<HealthTransition> transitions)
    {
        var passed = transitions.Select(one => (one.From, one.To)).ToHashSet();
        var ways = from state in Enum.GetValues<State>()
                   from way in HealthMachine.GetTransitions(state)
                   where !Everywhere.Contains(way.By) || passed.Contains((state, way.To))
                       || (state, way.To) == (State.Stopping, State.Stopped)
                   group way by (From: state, way.To) into way
                   let path = Path(way.Key.From, way.Key.To)
                   select new StateArrow(way.Key.From, way.Key.To, path, passed.Contains(way.Key), way.Key.From == present);
        return new(
            [.. Enum.GetValues<State>().Select(state => new StateBox(state, X(state), Y(state), state == present, WasIn(state)))],
            [.. ways.OrderBy(way => way.Taken)]);

        bool WasIn(State state) => state == present || passed.Any(way => way.From == state || way.To == state);
    }

    private static double X(State state) => 8 + (Places[state].Column * 166);

    private static double Y(State state) => 56 + (Places[state].Row * 100);

    /// <summary>A straight line between neighbours; a curve past other boxes.</summary>
    private static string Path(State from, State to)
    {
        var (a, b) = (Places[from], Places[to]);
        var (ax, ay, bx, by) =
            (X(from) + (BoxWidth / 2.0), Y(from) + (BoxHeight / 2.0), X(to) + (BoxWidth / 2.0), Y(to) + (BoxHeight / 2.0));
        var (right, down) = (Math.Sign(b.Column - a.Column), Math.Sign(b.Row - a.Row));
        if (down == 0)
        {
            // In one row: rightward arrows a little above the middle, leftward ones below.
            var lift = right > 0 ? -7 : 7;
            var (x1, x2) = (ax + (right * BoxWidth / 2.0), bx - (right * (BoxWidth / 2.0 + 3)));
            return Math.Abs(b.Column - a.Column) == 1
                ? FormattableString.Invariant($"M {x1:0} {ay + lift:0} L {x2:0} {by + lift:0}")
                : FormattableString.Invariant($"M {ax + (right * 20):0} {ay - (BoxHeight / 2.0):0} C {ax + (right * 60):0} {ay - 52:0}, ")
                    + FormattableString.Invariant(
                        $"{bx - (right * 60):0} {by - 52:0}, {bx - (right * 20):0} {by - (BoxHeight / 2.0) - 3:0}");
        }

        // Between rows: from the bottom or top, downward arrows on the left, upward ones on the right.
        var shift = down > 0 ? -14 : 14;
        var (sx, sy) = (ax + shift + (right * 22), ay + (down * BoxHeight / 2.0));
        var (ex, ey) = (bx + shift - (right * 22), by - (down * (BoxHeight / 2.0 + 3)));
        var bow = a.Column == b.Column && Math.Abs(b.Row - a.Row) > 1 ? -80 : 0;
        return FormattableString.Invariant($"M {sx + (bow / 2.0):0} {sy:0} C {sx + bow:0} {sy + (down * 30):0}, ")
            + FormattableString.Invariant($"{ex + bow:0} {ey - (down * 30):0}, {ex + (bow / 2.0):0} {ey:0}");
    }
}

/// <param name="Passed">Whether the container is or was in this state.</param>
public sealed record StateBox(State State, double X, double Y, bool Present, bool Passed);

/// <param name="Taken">Whether the container made this transition.</param>
/// <param name="Open">Whether it can make it next.</param>
public sealed record StateArrow(State From, State To, string Path, bool Taken, bool Open);
