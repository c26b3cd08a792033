namespace Pipeline.Commands.Rendering;

/// <summary>The widths of the columns of one table.</summary>
/// <param name="Widths">The width of each column; 0 for one that is left out.</param>
/// <param name="Below">Whether the text of the last column has lines of its own below its row.</param>
/// <remarks>
/// What is done where the columns are too wide, until they fit:
/// <code>
/// 1  the text in the last column wraps, while 40 cells are left to it
/// 2  identifiers are shortened to 6 characters
/// 3  the text gets lines of its own below its row
/// 4  details are left out, the rightmost first
/// 5  the widest of the others is cut, except what a person types again
/// </code>
/// </remarks>
internal sealed record TableLayout(IReadOnlyList<int> Widths, bool Below)
{
    public const string Gap = "  ";

    /// <summary>How far text below its row is indented.</summary>
    public const int Indent = 4;

    private const int ShortIdentifier = 6;
    private const int LeastProse = 40;
    private const int LeastCut = 8;

    /// <summary>Everything as wide as it is.</summary>
    public static TableLayout Unlimited(IReadOnlyList<int> natural) => new(natural, Below: false);

    /// <param name="columns">What may be done to each column, and the width of its widest cell, heading included.</param>
    /// <param name="available">The width of the terminal.</param>
    public static TableLayout Fit(IReadOnlyList<(ColumnFit Fit, int Natural)> columns, int available)
    {
        int[] widths = [.. columns.Select(column => column.Natural)];
        var prose = columns is [.., (ColumnFit.Prose, _)] ? columns.Count - 1 : -1;
        if (Total(widths) <= available) return new(widths, Below: false);
        if (ProseFits()) return new(widths, Below: false);

        foreach (var (index, column) in columns.Index())
            if (column.Fit is ColumnFit.Identifier) widths[index] = Math.Min(column.Natural, ShortIdentifier);
        if (Total(widths) <= available || ProseFits()) return new(widths, Below: false);

        if (prose >= 0) widths[prose] = 0;
        for (var index = columns.Count - 1; index >= 0 && Total(widths) > available; index--)
            if (columns[index].Fit is ColumnFit.Detail) widths[index] = 0;
        while (Total(widths) > available && FindWidest() is { } widest) widths[widest]--;
        return new(widths, Below: prose >= 0);

        int? FindWidest() => widths.Index()
            .Where(width => columns[width.Index].Fit is not ColumnFit.Typed && width.Item > LeastCut)
            .OrderByDescending(width => width.Item)
            .Select(width => (int?)width.Index)
            .FirstOrDefault();

        bool ProseFits()
        {
            if (prose < 0) return false;
            var left = available - Total(widths[..prose]) - Gap.Length;
            if (left < Math.Min(columns[prose].Natural, LeastProse)) return false;
            widths[prose] = Math.Min(left, columns[prose].Natural);
            return true;
        }
    }

    private static int Total(IEnumerable<int> widths)
    {
        var shown = widths.Where(width => width > 0).ToList();
        return shown.Sum() + Math.Max(0, shown.Count - 1) * Gap.Length;
    }
}
