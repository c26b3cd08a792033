using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.History.Reading;
using Pipeline.History.Words;
using Pipeline.Terminal;

namespace Pipeline.Commands.Rendering;

/// <summary>
/// Writes listings: on a terminal a table that fits its width, with the states that occur explained below it; in a pipe a line a row, as
/// wide as it is; or JSON. Rows go to the output, everything else to the errors.
/// </summary>
internal sealed class ListingWriter(CommandEnvironment environment)
{
    private static readonly ViewsJson OneLine = new(new JsonSerializerOptions(ViewsJson.Default.Options) { WriteIndented = false });

    public void WriteTable<T>(Listing<T> listing, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            environment.Errors.WriteLine(listing.Empty);
            return;
        }

        var table = new Cells<T>(listing, rows, environment.Time.GetUtcNow());
        var layout = environment.Terminal
            ? TableLayout.Fit(table.Widths(skipEmptyProse: true), environment.Size().Columns)
            : TableLayout.Unlimited([.. table.Widths(skipEmptyProse: false).Select(column => column.Natural)]);
        Write(table.Header, [.. listing.Columns.Select(_ => Tone.Plain)], listing.Columns, layout, heading: true);
        foreach (var (cells, tones) in table.Rows) Write(cells, tones, listing.Columns, layout, heading: false);
        NameLeftOut(listing, layout);
        Explain(listing.Legend(rows));
    }

    public void WriteJson<T>(Listing<T> listing, IReadOnlyList<T> rows) =>
        environment.Output.WriteLine(JsonSerializer.Serialize(rows, listing.Json));

    /// <summary>The rows as JSON on one line.</summary>
    public void WriteJsonLine<T>(Listing<T> listing, IReadOnlyList<T> rows) => environment.Output.WriteLine(LineOf(listing, rows));

    public static string LineOf<T>(Listing<T> listing, IReadOnlyList<T> rows) => JsonSerializer.Serialize(
        rows, (JsonTypeInfo<IReadOnlyList<T>>)OneLine.GetTypeInfo(listing.Json.Type)!);

    private void Write<T>(
        IReadOnlyList<string> cells, IReadOnlyList<Tone> tones, IReadOnlyList<Column<T>> columns, TableLayout layout, bool heading)
    {
        var last = columns.Count - 1;
        var prose = columns[last].Fit is ColumnFit.Prose;
        IReadOnlyList<string> wrapped = !prose ? []
            : layout.Below ? CellText.Wrap(heading ? "" : cells[last], environment.Size().Columns - TableLayout.Indent)
            : layout.Widths[last] > 0 ? CellText.Wrap(cells[last], layout.Widths[last]) : [];

        var line = new StringBuilder();
        foreach (var (index, column) in columns.Index())
        {
            if (layout.Widths[index] == 0 || (prose && index == last)) continue;
            if (line.Length > 0) line.Append(TableLayout.Gap);
            var cell = Shorten(cells[index], layout.Widths[index], column.Fit);
            line.Append(Paint(CellText.Pad(cell, layout.Widths[index], column.Numeric), tones[index], heading));
        }

        if (!prose || layout.Below || wrapped is []) environment.Output.WriteLine(Trim(line.ToString()));
        var indent = layout.Below
            ? TableLayout.Indent
            : layout.Widths.Take(last).Where(width => width > 0).Sum(width => width + TableLayout.Gap.Length);
        foreach (var (index, text) in wrapped.Index())
            environment.Output.WriteLine(index == 0 && !layout.Below
                ? $"{line}{TableLayout.Gap}{Paint(text, Tone.Plain, heading)}"
                : new string(' ', indent) + text);
    }

    private static string Shorten(string text, int width, ColumnFit fit) =>
        fit is ColumnFit.Identifier ? text[..Math.Min(text.Length, width)] : CellText.Shorten(text, width);

    private string Paint(string text, Tone tone, bool heading) =>
        !environment.Colours ? text : heading ? Tones.Bold(text) : tone.Paint(text);

    // What is painted ends with an escape code, not with a blank.
    private static string Trim(string line) => line.TrimEnd(' ');

    private void NameLeftOut<T>(Listing<T> listing, TableLayout layout)
    {
        var names = listing.Columns.Where((column, index) => column.Fit is ColumnFit.Detail && layout.Widths[index] == 0)
            .Select(column => column.Header).ToList();
        if (names.Count > 0) environment.Errors.WriteLine($"(too narrow for {string.Join(", ", names)}: --json has all)");
    }

    private void Explain(IReadOnlyList<Term> terms)
    {
        if (terms.Count == 0) return;
        environment.Errors.WriteLine();
        var width = terms.Max(term => term.Shown.Length);
        foreach (var term in terms)
        {
            var room = environment.Terminal ? Math.Max(20, environment.Size().Columns - width - TableLayout.Gap.Length) : int.MaxValue;
            foreach (var (index, line) in CellText.Wrap(term.Sentence, room).Index())
                environment.Errors.WriteLine((index == 0 ? term.Shown : "").PadRight(width) + TableLayout.Gap + line);
        }
    }

    /// <summary>The texts of a table, safe to show.</summary>
    private sealed class Cells<T>(Listing<T> listing, IReadOnlyList<T> rows, DateTimeOffset now)
    {
        public IReadOnlyList<string> Header { get; } = [.. listing.Columns.Select(column => column.Header)];

        public IReadOnlyList<(IReadOnlyList<string> Cells, IReadOnlyList<Tone> Tones)> Rows { get; } =
        [
            .. rows.Select(row => (
                (IReadOnlyList<string>)[.. listing.Columns.Select(column => SafeText.Of(column.Cell(row, now)))],
                (IReadOnlyList<Tone>)[.. listing.Columns.Select(column => column.Tone(row))])),
        ];

        public IReadOnlyList<(ColumnFit Fit, int Natural)> Widths(bool skipEmptyProse) =>
        [
            .. listing.Columns.Index().Select(column =>
            {
                var widest = Rows.Max(row => CellText.Width(row.Cells[column.Index]));
                return (column.Item.Fit, skipEmptyProse && column.Item.Fit is ColumnFit.Prose && widest == 0
                    ? 0 : Math.Max(widest, Header[column.Index].Length));
            }),
        ];
    }
}
