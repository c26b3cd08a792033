using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>
/// Stands between the agent and the bus: adding never waits, publishing goes on in the order of the stamps and retries for ever.
/// While the bus is away it holds the newest fact a container, within its capacity.
/// </summary>
/// <param name="bus">Where facts go.</param>
/// <param name="capacity">How many containers' facts may wait.</param>
/// <param name="reportOwed">Called when only a full report can make sure of the truth: facts were forgotten, or the bus was away.</param>
/// <param name="host">The host that the log names.</param>
/// <param name="time">The clock for retries.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed class FactOutbox(IFactBus bus, int capacity, Action reportOwed, Func<string> host, TimeProvider time, ILogger logger)
{
    private const int BatchSize = 100;

    private static readonly TimeSpan PublishDeadline = TimeSpan.FromSeconds(30);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15));

    private readonly Lock gate = new();
    private readonly PendingFacts pending = new(capacity);
    private readonly Channel<bool> nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int failures;

    private string Host => host();

    /// <summary>How many facts wait.</summary>
    public int Depth
    {
        get
        {
            lock (gate) return pending.Count;
        }
    }

    /// <summary>Takes a fact in; never waits.</summary>
    public void Add(IHostFact fact, ActivityContext cause = default)
    {
        Telemetry.Fact(fact);
        PutIn([new PendingFact(fact, cause)]);
        nudges.Writer.TryWrite(true);
    }

    /// <summary>Publishes whatever waits, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await nudges.Reader.WaitToReadAsync(cancel))
        {
            nudges.Reader.TryRead(out _);
            await FlushAsync(cancel);
        }
    }

    /// <summary>Publishes until nothing waits.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (TakeOut() is { Count: > 0 } batch)
            if (!await TryPublishAsync(batch, cancel))
                await Task.Delay(Retry.After(failures, Random.Shared.NextDouble()), time, cancel);
    }

    private async Task<bool> TryPublishAsync(IReadOnlyList<PendingFact> batch, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(PublishDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var activity = Telemetry.StartPublishing(batch);
        try
        {
            var causes = batch.ToDictionary(pending => pending.Fact.Stamp, pending => pending.Cause);
            await bus.PublishAsync([.. batch.Select(pending => pending.Fact)], fact => causes[fact.Stamp], either.Token);
            Succeeded();
            return true;
        }
        catch (Exception failure)
        {
            PutIn(failure is FactsLeftException some ? [.. batch.Where(pending => some.Left.Contains(pending.Fact, ReferenceEqualityComparer.Instance))] : batch);
            cancel.ThrowIfCancellationRequested();
            failures++;
            Telemetry.PublishFailures.Add(1);
            if (Backoff.IsTold(failures)) Log.BusAway(logger, Host, failures, Depth, failure.Message);
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            return false;
        }
    }

    private void Succeeded()
    {
        bool forgot;
        lock (gate) forgot = pending.OwesReport;
        if (failures > 0) Log.BusBack(logger, Host, failures);
        if (failures > 0 || forgot) reportOwed();
        failures = 0;
    }

    private void PutIn(IReadOnlyList<PendingFact> facts)
    {
        int forgotten = 0, grown;
        lock (gate)
        {
            grown = -pending.Count;
            foreach (var fact in facts) forgotten += pending.Add(fact);
            grown += pending.Count;
        }

        Telemetry.OutboxDepth.Add(grown);
        if (forgotten > 0) Log.FactsForgotten(logger, Host, forgotten, capacity);
    }

    private IReadOnlyList<PendingFact> TakeOut()
    {
        IReadOnlyList<PendingFact> batch;
        lock (gate) batch = pending.Take(BatchSize);
        Telemetry.OutboxDepth.Add(-batch.Count);
        return batch;
    }
}
