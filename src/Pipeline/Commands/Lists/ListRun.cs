using Pipeline.Commands.Rendering;
using Pipeline.History.Reading;
using Pipeline.Terminal;

namespace Pipeline.Commands.Lists;

/// <summary>Shows a list once, or again whenever it changes.</summary>
internal sealed class ListRun<T>(Listing<T> listing, ListChoice<T> choice, CommandEnvironment environment)
{
    /// <summary>Reads what is said below the rows, a line each.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<string>>>? ReadNotes { get; init; }

    /// <param name="read">Reads all rows.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancel)
    {
        if (choice.Watch) await new Watching(environment).RunAsync(ShowAsync, cancel);
        else await ShowAsync(environment, cancel);
        return ExitCode.Done;

        async Task<string> ShowAsync(CommandEnvironment screen, CancellationToken stop)
        {
            var (rows, note) = choice.Narrow(listing, await read(stop));
            var writer = new ListingWriter(screen);
            if (choice.Json && choice.Watch) writer.WriteJsonLine(listing, rows);
            else if (choice.Json) writer.WriteJson(listing, rows);
            else if (rows.Count > 0 || note is null) writer.WriteTable(listing, rows);
            IReadOnlyList<string> notes = ReadNotes is null ? [] : await ReadNotes(stop);
            foreach (var line in notes.Prepend(note).OfType<string>()) screen.Errors.WriteLine(SafeText.Line(line));
            return string.Join('\n', [ListingWriter.LineOf(listing, rows), .. notes]);
        }
    }
}
