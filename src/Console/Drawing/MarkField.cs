using System.Text;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>
/// Many marks as one drawing: a path a kind of mark, so that ten thousand cost what ten elements cost. The worst come first.
/// </summary>
/// <param name="Width">Of the drawing, in pixels.</param>
/// <param name="Height">Of the drawing, in pixels.</param>
/// <param name="Paths">For each mark the class in the style sheet and the path.</param>
public sealed record MarkField(int Width, int Height, IReadOnlyList<(string Style, string Path)> Paths)
{
    private const int Pitch = 12;
    private const int MostColumns = 90;

    /// <summary>A field is this much wider than high.</summary>
    private const double Flatness = 2.5;

    /// <param name="marks">The worst first.</param>
    public static MarkField Draw(IReadOnlyList<Mark> marks)
    {
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(marks.Count * Flatness)), 1, MostColumns);
        var rows = (marks.Count + columns - 1) / columns;
        var paths = new SortedDictionary<Mark, StringBuilder>();
        foreach (var (at, mark) in marks.Index())
        {
            if (!paths.TryGetValue(mark, out var path)) paths[mark] = path = new StringBuilder();
            path.Append('M').Append(at % columns * Pitch).Append(' ').Append(at / columns * Pitch).Append(ShapeOf(mark));
        }

        return new(columns * Pitch, rows * Pitch, [.. paths.Select(path => (path.Key.Style, path.Value.ToString()))]);
    }

    /// <summary>The shape of a mark from its upper left corner on; shape tells what colour tells.</summary>
    private static string ShapeOf(Mark mark) => mark switch
    {
        Mark.Well or Mark.Resting or Mark.Leaving => "h10v10h-10z",
        Mark.Doubted => "h10v10h-10zm5 2v6h3v-6z",
        Mark.Starting or Mark.Silent or Mark.Failing => "m1 1h8v8h-8z",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "An unknown mark."),
    };
}
