using Microsoft.Extensions.Hosting;
using Pipeline.Consuming.Rejecting;
using Pipeline.Consuming.Waiting;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Folds arriving items in batches, one transaction per batch, in several concurrent lanes. Items that arrive during transactions form the
/// next batch. In a burst, one lane at a time gathers items until its batch is full, at most for the duration of its last transaction. A
/// single item therefore does not wait, and a burst is folded in large batches. A host is in one lane at a time, because the registry
/// allows one writer per host. If the store is unavailable or reports a conflict, the lane waits and retries; its items keep their order.
/// If anything else fails, the batch is halved until the item that fails is alone; the others are folded.
/// </summary>
public abstract class Lanes<TItem>(TimeProvider time, Random random, WaitingMessages waits) : BackgroundService where TItem : notnull
{
    private const int Count = 4;
    private const int ItemsPerTransaction = 100;

    /// <summary>The longest time that an item of a burst waits for further items.</summary>
    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly WaitingHosts<Waiting> waiting = new(time);

    protected TimeProvider Time => time;

    /// <summary>Folds one item and completes after the commit.</summary>
    /// <exception cref="MessageRejectedException">The item can never be folded: the store cannot hold its data.</exception>
    /// <exception cref="Exception">The item cannot be folded now, and neither its data nor the store is why.</exception>
    public async Task FoldAsync(TItem item, CancellationToken cancel)
    {
        var one = new Waiting(new(item, TraceParent.Here), new(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting.Add(HostOf(item), one);
        await one.Committed.Task.WaitAsync(cancel);
    }

    /// <summary>The queue that the items come from.</summary>
    protected abstract string Queue { get; }

    /// <summary>The host to which an item belongs.</summary>
    protected abstract string HostOf(TItem item);

    /// <summary>A description of an item for messages: its kind, stamp and host.</summary>
    protected abstract string Name(TItem item);

    /// <summary>Sorts items into the order in which they are folded.</summary>
    protected abstract IEnumerable<Traced<TItem>> InOrder(IEnumerable<Traced<TItem>> items);

    /// <summary>Folds items atomically.</summary>
    protected abstract Task FoldAsync(IReadOnlyList<Traced<TItem>> batch, CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turn = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RunLaneAsync(turn, stoppingToken)));
    }

    /// <param name="turn">Allows one lane at a time to gather, so that the items fill one batch.</param>
    /// <param name="cancel">Stops the lane.</param>
    private async Task RunLaneAsync(SemaphoreSlim turn, CancellationToken cancel)
    {
        // After a batch of several items, the lane gathers, because one large transaction costs less than many small ones.
        var gathering = TimeSpan.Zero;
        while (true)
        {
            await turn.WaitAsync(cancel);
            WaitingHosts<Waiting>.Batch batch;
            try
            {
                batch = await waiting.TakeAsync(ItemsPerTransaction, gathering, cancel);
            }
            finally
            {
                turn.Release();
            }

            var started = time.GetTimestamp();
            try
            {
                await FoldAsync(batch.Items, cancel);
            }
            finally
            {
                waiting.Return(batch);
            }

            var took = time.GetElapsedTime(started);
            gathering = batch.Items.Count is 1 ? TimeSpan.Zero : took < LongestGathering ? took : LongestGathering;
        }
    }

    private async Task FoldAsync(IReadOnlyList<Waiting> batch, CancellationToken cancel)
    {
        var backoff = new Backoff(FirstPause, LongestPause, random);
        while (true)
        {
            try
            {
                await FoldAsync([.. InOrder(batch.Select(one => one.Item))], cancel);
                foreach (var one in batch) one.Committed.TrySetResult();
                waits.Remove(Queue, batch);
                return;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                foreach (var one in batch) one.Committed.TrySetCanceled(cancel);
                throw;
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
                var pause = backoff.Next();
                waits.Add(Queue, batch, backoff.Failures, failure, batch.Count);
                await Task.Delay(pause, time, cancel);
            }
            catch (Exception failure) when (batch is [var alone])
            {
                waits.Remove(Queue, batch);
                alone.Committed.TrySetException(failure is StoreDataException
                    ? new MessageRejectedException($"{Name(alone.Item.Item)} cannot be stored: {failure.Message}", failure)
                    : failure);
                return;
            }
            catch (Exception)
            {
                // The batch is halved until the item that fails is alone.
                waits.Remove(Queue, batch);
                foreach (var half in batch.Chunk((batch.Count + 1) / 2))
                    await FoldAsync(half, cancel);
                return;
            }
        }
    }

    private sealed record Waiting(Traced<TItem> Item, TaskCompletionSource Committed);
}
