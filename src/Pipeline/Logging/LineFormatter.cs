using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Pipeline.Contracts;

namespace Pipeline.Logging;

/// <summary>Writes each entry as a <see cref="LogLine"/>.</summary>
internal sealed class LineFormatter(LogFormat format, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.Write(new LogLine(
            time.GetUtcNow(), logEntry.LogLevel.ToString(), logEntry.Category,
            logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception?.ToString()).Write(format));
}
