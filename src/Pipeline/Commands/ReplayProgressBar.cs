using System.Globalization;
using Pipeline.History.Replay;
using Pipeline.Terminal;
using Spectre.Console;

namespace Pipeline.Commands;

/// <summary>Shows the progress of a replay on standard error: a bar, the rate and the remaining time.</summary>
internal sealed class ReplayProgressBar(CommandEnvironment environment)
{
    public async Task<T> RunAsync<T>(string what, Func<IProgress<RebuildProgress>, Task<T>> work)
    {
        if (!environment.Terminal) return await work(new Silent());
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Errors) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars => await work(new Bar(bars.AddTask(what, maxValue: 1), what, environment.Time)));
    }

    private sealed class Silent : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) { }
    }

    /// <summary>Reports synchronously, so in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Bar(ProgressTask bar, string what, TimeProvider time) : IProgress<RebuildProgress>
    {
        private long began;
        private long from;

        public void Report(RebuildProgress value)
        {
            if (began == 0) (began, from) = (time.GetTimestamp(), value.Events);
            var seconds = time.GetElapsedTime(began).TotalSeconds;
            bar.MaxValue = Math.Max(1, value.Total);
            bar.Value = value.Events;
            var rate = seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {(value.Events - from) / seconds:N0}/s") : "";
            bar.Description = string.Create(CultureInfo.InvariantCulture, $"{what}  {value.Events:N0} of {value.Total:N0} events{rate}");
        }
    }
}
