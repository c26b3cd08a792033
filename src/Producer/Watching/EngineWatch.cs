using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Hosts;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Follows an engine through one connection: subscribes, looks at everything and reports, then looks wherever a hint points, and
/// looks at everything again at an interval. Ends, always by an exception, when the engine or the way to it is gone.
/// </summary>
internal sealed class EngineWatch
{
    private readonly IEngine engine;
    private readonly EngineDescription description;
    private readonly ContainerObserver observer;
    private readonly HostJournal journal;
    private readonly AgentSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly InspectionQueue inspections;

    public EngineWatch(
        IEngine engine, EngineDescription description, ContainerObserver observer, HostJournal journal, AgentSettings settings, TimeProvider time, ILogger logger)
    {
        (this.engine, this.description, this.observer, this.journal) = (engine, description, observer, journal);
        (this.settings, this.time, this.logger) = (settings, time, logger);
        inspections = new InspectionQueue(LookAsync, journal.Host.Name, time, logger);
        LastHintAt = description.Clock;
    }

    /// <summary>The engine's time of the last hint, from which another connection can go on; the engine's clock where there was none.</summary>
    public DateTimeOffset LastHintAt { get; private set; }

    /// <param name="since">Where in the engine's time to begin. Read before the list is, so that nothing falls between the two.</param>
    /// <param name="reportOwed">Asks for a report before its time.</param>
    /// <param name="reported">Called after each report, with its stamp.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(DateTimeOffset since, ChannelReader<bool> reportOwed, Action<Stamp> reported, CancellationToken cancel)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] parts =
        [
            ListenAsync(since, connection.Token),
            inspections.RunAsync(connection.Token),
            ReportAsync(reportOwed, reported, connection.Token),
        ];
        try
        {
            await await Task.WhenAny(parts);
        }
        finally
        {
            await connection.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(DateTimeOffset since, CancellationToken cancel)
    {
        await foreach (var hint in engine.WatchAsync(since, cancel))
        {
            using var activity = Telemetry.StartHint(hint);
            var cause = activity?.Context ?? default;
            Log.Hint(logger, journal.Host.Name, hint.ContainerId, hint.Action);
            // The one thing that no inspection shows: somebody asked it to stop.
            if (hint.Signal is { } signal) journal.Observe(new Observation.Signalled(hint.ContainerId, signal, hint.At), cause);
            _ = inspections.Request(hint.ContainerId, cause);
            LastHintAt = hint.At;
        }

        cancel.ThrowIfCancellationRequested();
        throw new EndOfStreamException("the engine ended its event stream");
    }

    private async Task ReportAsync(ChannelReader<bool> reportOwed, Action<Stamp> reported, CancellationToken cancel)
    {
        while (true)
        {
            await LookAtAllAsync(cancel);
            reported(journal.Report(settings.ReportInterval, description.Product));
            await PauseAsync(reportOwed, cancel);
        }
    }

    /// <summary>Looks at all that runs or was said to run. A container that cannot be inspected holds the report up for an interval at most.</summary>
    private async Task LookAtAllAsync(CancellationToken cancel)
    {
        var running = await engine.ListAsync(cancel);
        Task[] looks = [.. running.Union(journal.Known).Select(containerId => inspections.Request(containerId))];
        await Task.WhenAll(looks).WaitAsync(settings.ReportInterval, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (looks.Count(look => !look.IsCompleted) is > 0 and var missing) Log.ReportIncomplete(logger, journal.Host.Name, missing, settings.ReportInterval);
    }

    private async Task PauseAsync(ChannelReader<bool> reportOwed, CancellationToken cancel)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // A tenth early at most, so that hosts that started together drift apart and no lease is ever cut short.
        var interval = settings.ReportInterval * (1 - 0.1 * Random.Shared.NextDouble());
        await Task.WhenAny(Task.Delay(interval, time, pause.Token), reportOwed.WaitToReadAsync(pause.Token).AsTask());
        await pause.CancelAsync();
        reportOwed.TryRead(out _);
        cancel.ThrowIfCancellationRequested();
    }

    private async Task LookAsync(string containerId, ActivityContext cause, CancellationToken cancel)
    {
        using var activity = Telemetry.StartInspection(containerId, cause);
        var begun = time.GetTimestamp();
        try
        {
            var seen = await observer.ObserveAsync(containerId, cancel);
            Telemetry.Inspected(seen is Observation.Absent ? "gone" : "found", time.GetElapsedTime(begun));
            journal.Observe(seen, activity?.Context ?? cause);
        }
        catch (Exception failure)
        {
            Telemetry.Inspected("failed", time.GetElapsedTime(begun));
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
