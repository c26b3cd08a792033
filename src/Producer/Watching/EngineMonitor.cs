using System.Collections.Concurrent;
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
/// whose claims an event may change, and at an interval all containers again; more often while the host's end is announced. Ends, always by
/// an exception, when the connection is lost.
/// </summary>
internal sealed class EngineMonitor
{
    /// <summary>
    /// How much earlier than its interval a report may come, as a share. So hosts that started together drift apart, and no report is late.
    /// </summary>
    private const double MaxEarliness = 0.1;

    /// <summary>How many containers a log line names.</summary>
    private const int MaxNamed = 8;

    /// <summary>How long a report waits for inspections.</summary>
    private static readonly TimeSpan ReportPatience = TimeSpan.FromSeconds(2);

    private readonly IEngine engine;
    private readonly EngineDescription description;
    private readonly ContainerInspector inspector;
    private readonly HostFactWriter writer;
    private readonly AgentSettings settings;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly InspectionQueue inspections;

    // The containers that are to be inspected when their pause is over.
    private readonly ConcurrentDictionary<string, bool> heldBack = new(StringComparer.Ordinal);

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

    /// <summary>How many containers' last inspection failed, or does not end.</summary>
    public int Unanswered => inspections.Unanswered.Count;

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

        // A signal and an end are applied at once: no inspection shows the one, nor the other once the container runs again.
        if (hint.Signal is { } signal) writer.Observe(new Observation.Signalled(hint.ContainerId, signal, hint.At), cause);
        if (hint.Action is EngineHint.Die) writer.Observe(new Observation.Died(hint.ContainerId, hint.ExitCode, hint.At), cause);
        _ = inspections.Request(hint.ContainerId, cause);
        foreach (var dependent in inspector.Dependents.FindDependents(hint.ContainerId)) _ = inspections.Request(dependent, cause);
        LastHintAt = hint.At;
    }

    private async Task ReportAsync(ChannelReader<bool> reportRequests, Action<Stamp> onReported, CancellationToken cancel)
    {
        while (true)
        {
            var unknown = await InspectAllAsync(cancel);
            var interval = settings.FindReportInterval(writer.IsEnding);
            onReported(writer.Report(interval, description.Product, unknown));
            await WaitForNextReportAsync(interval, reportRequests, cancel);
        }
    }

    /// <summary>
    /// Inspects all containers that run or were reported. Waits a short while for them, but not for those whose last inspection hangs.
    /// </summary>
    /// <returns>The containers that run and could not be inspected.</returns>
    private async Task<IReadOnlyCollection<string>> InspectAllAsync(CancellationToken cancel)
    {
        var running = await engine.ListAsync(cancel);
        var unanswered = inspections.Unanswered;
        var requests = running.Union(writer.ReportedContainers).ToDictionary(id => id, id => inspections.Request(id));
        await Task.WhenAll(requests.Where(request => !unanswered.Contains(request.Key)).Select(request => request.Value))
            .WaitAsync(ReportPatience, time, cancel)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();

        string[] missing = [.. requests.Where(request => !request.Value.IsCompleted).Select(request => request.Key)];
        if (missing is not []) Log.ReportIncomplete(logger, writer.Host.Name, missing.Length, string.Join(", ", missing.Take(MaxNamed)));
        return [.. missing.Intersect(running)];
    }

    private async Task WaitForNextReportAsync(TimeSpan interval, ChannelReader<bool> reportRequests, CancellationToken cancel)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var early = interval * (1 - MaxEarliness * random.NextDouble());
        await Task.WhenAny(Task.Delay(early, time, wait.Token), reportRequests.WaitToReadAsync(wait.Token).AsTask());
        await wait.CancelAsync();
        reportRequests.TryRead(out _);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Inspects a container that is held back from DNS when its pause is over.</summary>
    private async Task InspectAfterPauseAsync(string containerId, TimeSpan pause, CrashCount crashes, CancellationToken cancel)
    {
        Log.HeldBack(logger, writer.Host.Name, containerId, crashes.Count, crashes.ExitCode, (int)pause.TotalSeconds);
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        heldBack.TryRemove(containerId, out _);
        _ = inspections.Request(containerId);
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
            if (writer.FindHoldBack(containerId) is var (pause, crashes) && heldBack.TryAdd(containerId, true))
                _ = InspectAfterPauseAsync(containerId, pause, crashes, cancel);
        }
        catch (Exception failure)
        {
            ProducerTelemetry.RecordInspection("failed", time.GetElapsedTime(start));
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
