using Pipeline.Core.Health;
using State = Pipeline.Core.Health.HealthState;

namespace Pipeline.Console.Drawing;

/// <summary>The states of a container's health laid out in a plane, with where one container stands and which ways it took.</summary>
/// <remarks>What every state leads to (its end, a stop, a pause) is told in words: drawn, it would hide the rest.</remarks>
public sealed record StateDiagram(IReadOnlyList<StateBox> Boxes, IReadOnlyList<StateArrow> Arrows)
{
    public const int Width = 960, Height = 320, BoxWidth = 112, BoxHeight = 36;

    private static readonly HealthTrigger[] Everywhere = [HealthTrigger.AskedToStop, HealthTrigger.Ended, HealthTrigger.Paused];

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

    public static StateDiagram Of(State present, IEnumerable<(State From, State To)> taken)
    {
        var passed = taken.ToHashSet();
        var ways = from state in Enum.GetValues<State>()
                   from way in HealthMachine.Ways(state)
                   where !Everywhere.Contains(way.By) || passed.Contains((state, way.To)) || (state, way.To) == (State.Stopping, State.Stopped)
                   group way by (From: state, way.To) into way
                   select new StateArrow(way.Key.From, way.Key.To, Path(way.Key.From, way.Key.To), passed.Contains(way.Key), way.Key.From == present);
        return new(
            [.. Enum.GetValues<State>().Select(state => new StateBox(state, X(state), Y(state), state == present, state == present || passed.Any(way => way.From == state || way.To == state)))],
            [.. ways.OrderBy(way => way.Taken)]);
    }

    private static double X(State state) => 8 + (Places[state].Column * 166);

    private static double Y(State state) => 56 + (Places[state].Row * 100);

    /// <summary>Between neighbours straight; past others, or there and back, in a bow.</summary>
    private static string Path(State from, State to)
    {
        var (a, b) = (Places[from], Places[to]);
        var (ax, ay, bx, by) = (X(from) + (BoxWidth / 2.0), Y(from) + (BoxHeight / 2.0), X(to) + (BoxWidth / 2.0), Y(to) + (BoxHeight / 2.0));
        var (right, down) = (Math.Sign(b.Column - a.Column), Math.Sign(b.Row - a.Row));
        if (down == 0)
        {
            // Along a row: out of one side and into the other; a little above for the way on, below for the way back.
            var lift = right > 0 ? -7 : 7;
            var (x1, x2) = (ax + (right * BoxWidth / 2.0), bx - (right * (BoxWidth / 2.0 + 3)));
            return Math.Abs(b.Column - a.Column) == 1
                ? FormattableString.Invariant($"M {x1:0} {ay + lift:0} L {x2:0} {by + lift:0}")
                : FormattableString.Invariant($"M {ax + (right * 20):0} {ay - (BoxHeight / 2.0):0} C {ax + (right * 60):0} {ay - 52:0}, {bx - (right * 60):0} {by - 52:0}, {bx - (right * 20):0} {by - (BoxHeight / 2.0) - 3:0}");
        }

        // From row to row: out of the bottom or top, each direction on a side of its own.
        var shift = down > 0 ? -14 : 14;
        var (sx, sy) = (ax + shift + (right * 22), ay + (down * BoxHeight / 2.0));
        var (ex, ey) = (bx + shift - (right * 22), by - (down * (BoxHeight / 2.0 + 3)));
        var bow = a.Column == b.Column && Math.Abs(b.Row - a.Row) > 1 ? -80 : 0;
        return FormattableString.Invariant($"M {sx + (bow / 2.0):0} {sy:0} C {sx + bow:0} {sy + (down * 30):0}, {ex + bow:0} {ey - (down * 30):0}, {ex + (bow / 2.0):0} {ey:0}");
    }
}

/// <param name="Passed">Whether the container stands or stood here.</param>
public sealed record StateBox(State State, double X, double Y, bool Present, bool Passed);

/// <param name="Taken">Whether the container went this way.</param>
/// <param name="Open">Whether it may go this way next.</param>
public sealed record StateArrow(State From, State To, string Path, bool Taken, bool Open);
