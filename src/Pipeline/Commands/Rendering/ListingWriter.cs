using System.Text.Json;
using Pipeline.History.Reading;
using Pipeline.History.Words;
using Spectre.Console;

namespace Pipeline.Commands.Rendering;

/// <summary>Writes listings: a table, plain when piped, with the states that occur explained below it; or JSON.</summary>
/// <param name="output">Receives the rows only.</param>
/// <param name="errors">Receives everything else.</param>
/// <param name="terminal">Whether <paramref name="output"/> is a terminal.</param>
public sealed class ListingWriter(TextWriter output, TextWriter errors, bool terminal, TimeProvider time)
{
    // Wide enough that no row wraps in a pipe.
    private const int PipeWidth = 4096;

    public void WriteTable<T>(Listing<T> listing, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            errors.WriteLine(listing.Empty);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!terminal) console.Profile.Width = PipeWidth;
        console.Write(Table(listing, rows));
        Explain(listing.Legend(rows));
    }

    public void WriteJson<T>(Listing<T> listing, IReadOnlyList<T> rows) => output.WriteLine(JsonSerializer.Serialize(rows, listing.Json));

    private void Explain(IReadOnlyList<Term> terms)
    {
        if (terms.Count == 0) return;
        errors.WriteLine();
        var width = terms.Max(term => term.Shown.Length);
        foreach (var term in terms) errors.WriteLine($"{term.Shown.PadRight(width)}  {term.Sentence}");
    }

    private Table Table<T>(Listing<T> listing, IReadOnlyList<T> rows)
    {
        var now = time.GetUtcNow();
        var table = new Table().Border(TableBorder.None);
        foreach (var (index, column) in listing.Columns.Index())
        {
            table.AddColumn(new TableColumn(new Text(column.Header, new Style(decoration: Decoration.Bold)))
            {
                Alignment = column.Numeric ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, index == listing.Columns.Count - 1 ? 0 : 2, 0),
                NoWrap = !terminal,
            });
        }

        // Spectre parses strings as markup, but not Text.
        foreach (var row in rows) table.AddRow(listing.Columns.Select(column => new Text(SafeText.Of(column.Cell(row, now)))));
        return table;
    }
}
