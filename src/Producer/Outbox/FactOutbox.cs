using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Outbox;

/// <summary>
/// Decouples the agent from the bus: adding a fact never waits; publishing follows the order of the stamps and retries until it succeeds.
/// While the bus is unreachable the outbox holds the newest fact of each container, up to its capacity.
/// </summary>
/// <param name="bus">Where facts are published.</param>
/// <param name="capacity">How many containers' facts may wait.</param>
/// <param name="requestReport">Called when consumers need a full report, because facts were dropped or the bus was unreachable.</param>
/// <param name="findHost">The host's name for the log.</param>
/// <param name="time">The clock for retries and deadlines.</param>
/// <param name="random">Spreads retries.</param>
/// <param name="logger">Logs outages.</param>
internal sealed class FactOutbox(
    IFactBus bus, int capacity, Action requestReport, Func<string> findHost, TimeProvider time, Random random, ILogger logger)
{
    private const int BatchSize = 100;

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly PendingFactQueue pending = new(capacity);
    private readonly Backoff backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), random);

    // Many additions, one run: it holds one signal at most.
    private readonly Channel<bool> additions =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private string Host => findHost();

    /// <summary>How many facts wait.</summary>
    public int Depth
    {
        get
        {
            lock (gate) return pending.Count;
        }
    }

    /// <summary>Adds a fact; never waits.</summary>
    public void Add(IHostFact fact, ActivityContext cause = default)
    {
        ProducerTelemetry.CountFact(fact);
        Enqueue([new PendingFact(fact, cause)]);
        additions.Writer.TryWrite(true);
    }

    /// <summary>Publishes what is added, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await additions.Reader.WaitToReadAsync(cancel))
        {
            additions.Reader.TryRead(out _);
            await FlushAsync(cancel);
        }
    }

    /// <summary>Publishes until no fact waits.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (Dequeue() is { Count: > 0 } batch)
            if (await TryPublishAsync(batch, cancel) is { } failure)
                await DelayRetryAsync(failure, cancel);
    }

    /// <returns>Null if the batch is published; else why not, and what is unpublished waits again.</returns>
    private async Task<Exception?> TryPublishAsync(IReadOnlyList<PendingFact> batch, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        using var activity = ProducerTelemetry.StartPublishing([.. batch.Select(waiting => waiting.Cause)]);
        try
        {
            var causes = batch.ToDictionary(waiting => waiting.Sequence, waiting => waiting.Cause);
            await bus.PublishAsync([.. batch.Select(waiting => waiting.Fact)], fact => causes[fact.Stamp.Sequence], either.Token);
            OnPublished();
            return null;
        }
        catch (Exception failure)
        {
            Enqueue(failure is PartialPublishException partial ? SelectUnpublished(batch, partial) : batch);
            cancel.ThrowIfCancellationRequested();
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            return failure;
        }
    }

    private async Task DelayRetryAsync(Exception failure, CancellationToken cancel)
    {
        var pause = backoff.Next();
        if (failure is PartialPublishException { RetryAfter: var asked } && asked > pause) pause = asked;
        ProducerTelemetry.PublishFailures.Add(1);
        if (FailureLogging.IsDue(backoff.Failures))
            Log.BusUnreachable(logger, Host, backoff.Failures, Depth, FailureWords.Describe(failure));
        await Task.Delay(pause, time, cancel);
    }

    private void OnPublished()
    {
        bool dropped;
        lock (gate) dropped = pending.NeedsReport;
        var failures = backoff.Failures;
        backoff.Reset();
        if (failures > 0) Log.BusReachableAgain(logger, Host, failures);
        if (failures > 0 || dropped) requestReport();
    }

    private void Enqueue(IReadOnlyList<PendingFact> facts)
    {
        int dropped = 0, growth;
        lock (gate)
        {
            growth = -pending.Count;
            foreach (var fact in facts) dropped += pending.Add(fact);
            growth += pending.Count;
        }

        ProducerTelemetry.OutboxDepth.Add(growth);
        if (dropped > 0) Log.FactsDropped(logger, Host, capacity, dropped);
    }

    private IReadOnlyList<PendingFact> Dequeue()
    {
        IReadOnlyList<PendingFact> batch;
        lock (gate) batch = pending.Dequeue(BatchSize);
        ProducerTelemetry.OutboxDepth.Add(-batch.Count);
        return batch;
    }

    private static IReadOnlyList<PendingFact> SelectUnpublished(IReadOnlyList<PendingFact> batch, PartialPublishException partial)
    {
        var unpublished = partial.Unpublished.ToHashSet<IHostFact>(ReferenceEqualityComparer.Instance);
        return [.. batch.Where(waiting => unpublished.Contains(waiting.Fact))];
    }
}
