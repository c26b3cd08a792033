using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Pipeline.History.Reading;

namespace Pipeline.Logging;

/// <summary>One line an entry, <c>14:03:11.250 warn  Producer.HostAgent: …</c>, whatever the entry's values hold.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    private const string OwnPrefix = "Pipeline.";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var category = logEntry.Category.StartsWith(OwnPrefix, StringComparison.Ordinal)
            ? logEntry.Category[OwnPrefix.Length..] : logEntry.Category;
        var moment = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        textWriter.WriteLine(
            $"{moment} {Word(logEntry.LogLevel)} {category}: {SafeText.Line(logEntry.Formatter(logEntry.State, logEntry.Exception))}");

        // A trace has lines of its own, so they are set off from the entries.
        if (logEntry.Exception is { } exception)
            foreach (var line in exception.ToString().Split('\n')) textWriter.WriteLine("    " + SafeText.Line(line.TrimEnd()));
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
