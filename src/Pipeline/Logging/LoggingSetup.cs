using Microsoft.Extensions.Logging.Console;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;

namespace Pipeline.Logging;

internal static class LoggingSetup
{
    /// <summary>Logs to standard error: the pipeline from the level that was set, its frameworks from warnings on.</summary>
    public static ILoggingBuilder AddPipelineLog(this ILoggingBuilder logging, LogLevel level, LogFormat format)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(format, SteadyTime.OfThisProcess));
        logging.Services.AddSingleton(SteadyTime.OfThisProcess);
        logging.Services.AddSingleton<TimeProvider>(SteadyTime.OfThisProcess);
        logging.SetMinimumLevel(level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.AddFilter("Pipeline", level);

        // It would tell of each poll of /health/ready, which says the same to whoever polls.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // They tell of each try of each message, with a trace. Pipeline.Consuming says the same of all messages, in few lines.
        logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);
        logging.AddFilter("MassTransit.Messages", LogLevel.None);
        return logging;
    }
}
