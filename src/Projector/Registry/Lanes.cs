using Microsoft.Extensions.Hosting;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Folds arriving items in batches, one transaction each, in several lanes at once. Items that arrive while transactions run form the next
/// batch. In a burst, the lane whose turn it is gathers until its batch is full, at most for the duration of the last transaction. So a
/// single item does not wait for others, and a burst is folded in large batches. A host is in one lane at a time, because the registry
/// admits one writer per host. If the store is unavailable or another writer was faster, the lane waits and repeats: its items keep their
/// order.
/// </summary>
public abstract class Lanes<TItem>(TimeProvider time, Random random) : BackgroundService where TItem : notnull
{
    private const int Count = 4;
    private const int ItemsPerTransaction = 100;

    /// <summary>The longest that an item of a burst waits for company.</summary>
    private static readonly TimeSpan GatherAtMost = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly WaitingHosts<Waiting> waiting = new(time);

    protected TimeProvider Time => time;

    /// <summary>Folds one item; completes when it is committed.</summary>
    /// <exception cref="FactRejectedException">It can never be folded. Its neighbours were folded all the same.</exception>
    public async Task FoldAsync(TItem item, CancellationToken cancel)
    {
        var one = new Waiting(new(item, TraceParent.Here), new(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting.Add(HostOf(item), one);
        await one.Committed.Task.WaitAsync(cancel);
    }

    /// <summary>The host that an item is about.</summary>
    protected abstract string HostOf(TItem item);

    /// <summary>An item for people: its kind, its stamp, its host.</summary>
    protected abstract string Name(TItem item);

    /// <summary>Items in the order in which they are folded.</summary>
    protected abstract IEnumerable<Traced<TItem>> InOrder(IEnumerable<Traced<TItem>> items);

    /// <summary>Folds items, all or none.</summary>
    protected abstract Task FoldAsync(IReadOnlyList<Traced<TItem>> batch, CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turn = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => DriveAsync(turn, stoppingToken)));
    }

    /// <param name="turn">One lane gathers at a time, or each would have a part of a full batch.</param>
    /// <param name="cancel">Ends it.</param>
    private async Task DriveAsync(SemaphoreSlim turn, CancellationToken cancel)
    {
        // Many small transactions would cost the items that could have filled a large one the time to arrive.
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

            var began = time.GetTimestamp();
            try
            {
                await FoldAsync(batch.Items, cancel);
            }
            finally
            {
                waiting.Return(batch);
            }

            var took = time.GetElapsedTime(began);
            gathering = batch.Items.Count is 1 ? TimeSpan.Zero : took < GatherAtMost ? took : GatherAtMost;
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
                return;
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
                await Task.Delay(backoff.Next(), time, cancel);
            }
            catch (Exception failure) when (batch is [var alone])
            {
                alone.Committed.TrySetException(new FactRejectedException($"{Name(alone.Item.Item)}: {failure.Message}", failure));
                return;
            }
            catch (Exception)
            {
                // Halved until the bad one stands alone.
                foreach (var half in batch.Chunk((batch.Count + 1) / 2))
                    await FoldAsync(half, cancel);
                return;
            }
        }
    }

    private sealed record Waiting(Traced<TItem> Item, TaskCompletionSource Committed);
}
