using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Watches an engine through one connection: subscribes to its events, inspects all containers and reports; then inspects each container
/// that an event names, and at an interval all containers again. Ends, always by an exception, when the connection is lost.
/// </summary>
internal sealed class EngineMonitor
{
    /// <summary>
    /// How much earlier than its interval a report may come, as a share. So hosts that started together drift apart, and no report is late.
    /// </summary>
    private const double MaxEarliness = 0.1;

    private readonly IEngine engine;
    private readonly EngineDescription description;
    private readonly ContainerInspector inspector;
    private readonly HostFactWriter writer;
    private readonly AgentSettings settings;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly InspectionQueue inspections;

    public EngineMonitor(
        IEngine engine,
        EngineDescription description,
        ContainerInspector inspector,
        HostFactWriter writer,
        AgentSettings settings,
        TimeProvider time,
        Random random,
        ILogger logger)
    {
        (this.engine, this.description, this.inspector, this.writer) = (engine, description, inspector, writer);
        (this.settings, this.time, this.random, this.logger) = (settings, time, random, logger);
        inspections = new InspectionQueue(InspectAsync, writer.Host.Name, time, random, logger);
        LastHintAt = description.Clock;
    }

    /// <summary>
    /// The time of the last hint, by the engine's clock: where the next connection resumes. Its clock at the start if there was none.
    /// </summary>
    public DateTimeOffset LastHintAt { get; private set; }

    /// <param name="since">Where the stream of hints begins, by the engine's clock; not after the list, so that no event is missed.</param>
    /// <param name="reportRequests">Each item requests a report before its time.</param>
    /// <param name="onReported">Called after each report with its stamp.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(DateTimeOffset since, ChannelReader<bool> reportRequests, Action<Stamp> onReported, CancellationToken cancel)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] loops =
        [
            FollowHintsAsync(since, connection.Token),
            inspections.RunAsync(connection.Token),
            ReportAsync(reportRequests, onReported, connection.Token),
        ];
        try
        {
            await await Task.WhenAny(loops);
        }
        finally
        {
            await connection.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowHintsAsync(DateTimeOffset since, CancellationToken cancel)
    {
        await foreach (var hint in engine.WatchAsync(since, cancel)) OnHint(hint);

        cancel.ThrowIfCancellationRequested();
        throw new EndOfStreamException("the engine ended its event stream");
    }

    private void OnHint(EngineHint hint)
    {
        using var activity = ProducerTelemetry.StartHint(hint.ContainerId, hint.Action);
        var cause = activity?.Context ?? default;
        Log.Hint(logger, writer.Host.Name, hint.ContainerId, hint.Action);

        // A signal is applied at once, because no inspection shows it.
        if (hint.Signal is { } signal) writer.Observe(new Observation.Signalled(hint.ContainerId, signal, hint.At), cause);
        _ = inspections.Request(hint.ContainerId, cause);
        LastHintAt = hint.At;
    }

    private async Task ReportAsync(ChannelReader<bool> reportRequests, Action<Stamp> onReported, CancellationToken cancel)
    {
        while (true)
        {
            await InspectAllAsync(cancel);
            onReported(writer.Report(settings.ReportInterval, description.Product));
            await WaitForNextReportAsync(reportRequests, cancel);
        }
    }

    /// <summary>
    /// Inspects all containers that run or were reported. One that cannot be inspected delays the report by an interval at most.
    /// </summary>
    private async Task InspectAllAsync(CancellationToken cancel)
    {
        var running = await engine.ListAsync(cancel);
        Task[] requests = [.. running.Union(writer.ReportedContainers).Select(containerId => inspections.Request(containerId))];
        await Task.WhenAll(requests)
            .WaitAsync(settings.ReportInterval, time, cancel)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();

        var missing = requests.Count(request => !request.IsCompleted);
        if (missing > 0) Log.ReportIncomplete(logger, writer.Host.Name, missing, settings.ReportInterval);
    }

    private async Task WaitForNextReportAsync(ChannelReader<bool> reportRequests, CancellationToken cancel)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var interval = settings.ReportInterval * (1 - MaxEarliness * random.NextDouble());
        await Task.WhenAny(Task.Delay(interval, time, wait.Token), reportRequests.WaitToReadAsync(wait.Token).AsTask());
        await wait.CancelAsync();
        reportRequests.TryRead(out _);
        cancel.ThrowIfCancellationRequested();
    }

    private async Task InspectAsync(string containerId, ActivityContext cause, CancellationToken cancel)
    {
        using var activity = ProducerTelemetry.StartInspection(containerId, cause);
        var start = time.GetTimestamp();
        try
        {
            var observation = await inspector.InspectAsync(containerId, cancel);
            ProducerTelemetry.RecordInspection(observation is Observation.Absent ? "gone" : "found", time.GetElapsedTime(start));
            writer.Observe(observation, activity?.Context ?? cause);
        }
        catch (Exception failure)
        {
            ProducerTelemetry.RecordInspection("failed", time.GetElapsedTime(start));
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
