namespace Pipeline.Console.Drawing;

/// <summary>
/// Where the boxes of a diagram stand and how arrows run between them, on a grid of steps (from the beginning on) and rows.
/// </summary>
/// <param name="IsTall">Whether steps go down and not to the right.</param>
/// <param name="BoxWidth">The width of a box.</param>
/// <param name="BoxHeight">The height of a box.</param>
/// <param name="Step">From one step to the next.</param>
/// <param name="Row">From one row to the next.</param>
/// <param name="Before">The room before the first row, for the arrows that pass boxes.</param>
public sealed record DiagramShape(bool IsTall, int Width, int Height, int BoxWidth, int BoxHeight, int Step, int Row, int Before)
{
    private const int Edge = 8;

    /// <summary>How far beside the middle an arrow of one row runs, so that both directions are seen.</summary>
    private const int Lane = 7;

    /// <summary>An arrow ends this far from the box that it points to.</summary>
    private const int Tip = 3;

    /// <summary>Across the page.</summary>
    public static readonly DiagramShape Wide = new(false, 970, 320, 124, 36, 166, 100, 56);

    /// <summary>Down a narrow screen.</summary>
    public static readonly DiagramShape Tall = new(true, 364, 400, 112, 32, 68, 118, 0);

    /// <summary>Half a box's extent along the steps.</summary>
    private double Half => (IsTall ? BoxHeight : BoxWidth) / 2.0;

    /// <summary>Half a box's extent across them.</summary>
    private double HalfAcross => (IsTall ? BoxWidth : BoxHeight) / 2.0;

    public (double X, double Y) CornerOf((int Step, int Row) place)
    {
        var (along, across) = (Edge + (place.Step * Step), Before + (place.Row * Row));
        return IsTall ? (across + Edge, along) : (along, across);
    }

    /// <summary>The path of an arrow: a straight line between neighbours; a curve past other boxes.</summary>
    public string Connect((int Step, int Row) from, (int Step, int Row) to)
    {
        var (a, b) = (MiddleOf(from), MiddleOf(to));
        var (onward, down) = (Math.Sign(to.Step - from.Step), Math.Sign(to.Row - from.Row));
        if (down == 0 && Math.Abs(to.Step - from.Step) == 1)
        {
            var lift = onward > 0 ? -Lane : Lane;
            return $"M {Point(a.Along + (onward * Half), a.Across + lift)} L {Point(b.Along - (onward * (Half + Tip)), b.Across + lift)}";
        }

        if (down == 0)
        {
            var (out_, over) = (Half / 3, IsTall ? 30 : 52);
            return $"M {Point(a.Along + (onward * out_), a.Across - HalfAcross)} "
                + $"C {Point(a.Along + (onward * Half), a.Across - HalfAcross - over)}, "
                + $"{Point(b.Along - (onward * Half), b.Across - HalfAcross - over)}, "
                + Point(b.Along - (onward * out_), b.Across - HalfAcross - Tip);
        }

        // Between rows: from one side of a box to the other's, onward arrows a little before those back.
        var shift = (down > 0 ? -Half : Half) / 4.5;
        var (startAlong, startAcross) = (a.Along + shift + (onward * Half / 3), a.Across + (down * HalfAcross));
        var (endAlong, endAcross) = (b.Along + shift - (onward * Half / 3), b.Across - (down * (HalfAcross + Tip)));
        var bow = from.Step == to.Step && Math.Abs(to.Row - from.Row) > 1 ? -(Half + 20) : 0;
        var bend = IsTall ? 8 : 30;
        return $"M {Point(startAlong + (bow / 2), startAcross)} C {Point(startAlong + bow, startAcross + (down * bend))}, "
            + $"{Point(endAlong + bow, endAcross - (down * bend))}, {Point(endAlong + (bow / 2), endAcross)}";
    }

    private (double Along, double Across) MiddleOf((int Step, int Row) place)
    {
        var (x, y) = CornerOf(place);
        return IsTall ? (y + (BoxHeight / 2.0), x + (BoxWidth / 2.0)) : (x + (BoxWidth / 2.0), y + (BoxHeight / 2.0));
    }

    private string Point(double along, double across) =>
        IsTall ? FormattableString.Invariant($"{across:0} {along:0}") : FormattableString.Invariant($"{along:0} {across:0}");
}
