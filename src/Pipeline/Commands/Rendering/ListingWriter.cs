using System.Text.Json;
using Pipeline.History.Reading;
using Spectre.Console;

namespace Pipeline.Commands.Rendering;

/// <summary>Writes listings: a table for people, plain where it is piped on, or JSON.</summary>
/// <param name="output">Takes the rows and nothing else.</param>
/// <param name="errors">Takes what is said beside them.</param>
/// <param name="terminal">Whether <paramref name="output"/> is one.</param>
public sealed class ListingWriter(TextWriter output, TextWriter errors, bool terminal, TimeProvider time)
{
    // Wide enough that nothing wraps on its way to another program.
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
    }

    public void WriteJson<T>(Listing<T> listing, IReadOnlyList<T> rows) => output.WriteLine(JsonSerializer.Serialize(rows, listing.Json));

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

        // Text, unlike strings, is never read as markup.
        foreach (var row in rows) table.AddRow(listing.Columns.Select(column => new Text(SafeText.Of(column.Cell(row, now)))));
        return table;
    }
}
