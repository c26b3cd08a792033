using System.Text;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Runtime;

/// <summary>
/// Writes the agent's log, in the same lines as every process. The console logger of Microsoft.Extensions.Logging is not used because it
/// brings service containers, configuration and threads, which cost more memory on every host than the log is worth.
/// </summary>
/// <param name="minimum">The lowest level that is written.</param>
/// <param name="format">How lines are written.</param>
/// <param name="output">Where lines are written; disposed with the factory.</param>
/// <param name="time">The clock for the time of each line.</param>
internal sealed class LineLoggerFactory(LogLevel minimum, LogFormat format, Stream output, TimeProvider time) : ILoggerFactory
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("the agent logs to standard output only");

    public void Dispose() => output.Dispose();

    private bool IsEnabled(LogLevel level) => level >= minimum && level is not LogLevel.None;

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var line = Encoding.UTF8.GetBytes(
            new LogLine(time.GetUtcNow(), level.ToString(), category, message, exception?.ToString()).Write(format));
        lock (gate)
        {
            output.Write(line);
            output.Flush();
        }
    }

    private sealed class Logger(LineLoggerFactory factory, string category) : ILogger
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
