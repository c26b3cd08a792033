using Microsoft.Extensions.Logging.Console;
using Pipeline.Core.Pacing;

namespace Pipeline.Logging;

internal static class LoggingSetup
{
    /// <summary>Logs to standard error: the pipeline from the level that was set, its frameworks from warnings on.</summary>
    public static ILoggingBuilder AddPipelineLog(this ILoggingBuilder logging, LogLevel level)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.Services.AddSingleton(SteadyTime.OfThisProcess);
        logging.Services.AddSingleton<TimeProvider>(SteadyTime.OfThisProcess);
        logging.SetMinimumLevel(level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.AddFilter("Pipeline", level);

        // It tells of each retry of each message, with a trace. Why they are retried, the projector says.
        logging.AddFilter("MassTransit.ReceiveTransport", level > LogLevel.Error ? level : LogLevel.Error);
        return logging;
    }
}
