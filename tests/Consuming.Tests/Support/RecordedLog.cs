using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pipeline.Consuming.Tests.Support;

/// <summary>Keeps every line of the log, with its trace.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILoggerFactory
{
    public ConcurrentQueue<(string Category, LogLevel Level, string Text, Exception? Failure)> Lines { get; } = [];

    public IReadOnlyList<(string Category, LogLevel Level, string Text, Exception? Failure)> From(LogLevel level) =>
        [.. Lines.Where(line => line.Level >= level)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Writer(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Lines.Enqueue((category, logLevel, formatter(state, exception), exception));
    }
}
