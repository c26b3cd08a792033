using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>Puts what the processes log into the story, where the story is kept.</summary>
internal sealed class StoryLogs(Story story)
{
    public ILoggerFactory For(string process) => story.IsKept ? new Factory(story, process) : NullLoggerFactory.Instance;

    private sealed class Factory(Story story, string process) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Logger(story, process);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Logger(Story story, string process) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            story.Note(process, $"[{logLevel}] {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
        }
    }
}
