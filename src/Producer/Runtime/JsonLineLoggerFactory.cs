using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Runtime;

/// <summary>
/// Writes the agent's log: one JSON object a line, times in UTC. The console logger of Microsoft.Extensions.Logging is not used because it
/// brings service containers, configuration and threads, which cost more memory on every host than the log is worth.
/// </summary>
/// <param name="minimum">The lowest level that is written.</param>
/// <param name="output">Where lines are written; disposed with the factory.</param>
/// <param name="time">The clock for the time of each line.</param>
internal sealed class JsonLineLoggerFactory(LogLevel minimum, Stream output, TimeProvider time) : ILoggerFactory
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> line = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("the agent logs to standard output only");

    public void Dispose() => output.Dispose();

    private bool IsEnabled(LogLevel level) => level >= minimum && level is not LogLevel.None;

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
            output.Write(line.WrittenSpan);
            output.Flush();
        }
    }

    private sealed class Logger(JsonLineLoggerFactory factory, string category) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => factory.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) factory.Write(logLevel, category, formatter(state, exception), exception);
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
