using System.Globalization;
using Pipeline.Terminal;

namespace Pipeline.Commands.Rendering;

/// <summary>
/// Shows something again and again. A terminal shows the newest, in place, with the time; a pipe gets it whenever its content has changed.
/// </summary>
internal sealed class Watching(CommandEnvironment environment)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private const string Clear = "\u001b[2J";
    private const string Home = "\u001b[H";
    private const string EraseRestOfLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    /// <param name="show">Shows it in an environment, and returns its content, without what changes by itself, such as an age.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<CommandEnvironment, CancellationToken, Task<string>> show, CancellationToken cancel)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, environment.Time);
            string? before = null;
            if (environment.Terminal) environment.Output.Write(Clear);
            do
            {
                using var text = new StringWriter();
                using var notes = new StringWriter();
                var screen = environment with { Output = text, Errors = environment.Terminal ? text : notes };
                var content = await show(screen, cancel);
                if (environment.Terminal) Redraw(text.ToString());
                else if (content != before) Append(text.ToString(), notes.ToString());
                before = content;
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // That is how watching ends.
        }
    }

    private void Redraw(string text)
    {
        var size = environment.Size();
        var now = environment.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var lines = text.TrimEnd('\n').Split('\n');

        // Two lines are for the time, and for what does not fit.
        var room = Math.Max(1, size.Rows - 2);
        string[] shown = lines.Length <= room ? lines : [.. lines.Take(room - 1), $"({lines.Length - room + 1} more lines: --limit)"];
        environment.Output.Write(Home);
        foreach (var line in shown.Prepend($"{now} UTC")) environment.Output.Write($"{line}{EraseRestOfLine}\n");
        environment.Output.Write(EraseBelow);
        environment.Output.Flush();
    }

    private void Append(string text, string notes)
    {
        environment.Output.Write(text);
        environment.Output.Flush();
        environment.Errors.Write(notes);
        environment.Errors.Flush();
    }
}
