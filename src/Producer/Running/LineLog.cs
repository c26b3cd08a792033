using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Running;

/// <summary>
/// The agent's log: an object in JSON a line, times in UTC. Of one's own, because the console logger brings containers of services,
/// configuration and threads along, which on every host would weigh more than the log is worth.
/// </summary>
/// <param name="least">The least level that is written.</param>
/// <param name="lines">Where lines go.</param>
internal sealed class LineLog(LogLevel least, Stream lines, TimeProvider time) : ILoggerFactory
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> line = new();

    public static LineLog ToStandardOutput(LogLevel least, TimeProvider time) => new(least, Console.OpenStandardOutput(), time);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("the agent logs to one place");

    public void Dispose() => lines.Dispose();

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        lock (gate)
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteString("time", time.GetUtcNow().UtcDateTime);
                json.WriteString("level", level.ToString());
                json.WriteString("category", category);
                json.WriteString("message", message);
                if (exception is not null) json.WriteString("exception", exception.ToString());
                json.WriteEndObject();
            }

            line.Write("\n"u8);
            lines.Write(line.WrittenSpan);
            lines.Flush();
        }
    }

    private sealed class Logger(LineLog log, string category) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.LeastLevel && logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write(logLevel, category, formatter(state, exception), exception);
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }

    private LogLevel LeastLevel => least;
}
