using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// Folds what arrives in batches, a transaction a batch: what arrives while one transaction runs is the next one, and after a busy transaction
/// a lane gathers until it is full, at most for as long as that one took. So a lone item waits for nobody and a burst travels in large batches.
/// A host always takes the same lane, because the registry admits one writer a host. A store that is away, or another writer that was faster, is waited
/// for in the lane: its items stay in their order.
/// </summary>
public abstract class Lanes<TItem>(TimeProvider time) : BackgroundService where TItem : notnull
{
    private const int Count = 4;
    private const int ItemsPerTransaction = 100;

    /// <summary>The longest that an item of a burst waits for company.</summary>
    private static readonly TimeSpan GatherAtMost = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lane[] lanes = [.. Enumerable.Range(0, Count).Select(_ => new Lane())];

    protected TimeProvider Time => time;

    /// <summary>Folds one item; completes when it is committed.</summary>
    /// <exception cref="FactRejectedException">It can never be folded. Its neighbours were folded all the same.</exception>
    public async Task FoldAsync(TItem item, CancellationToken cancel)
    {
        var waiting = new Waiting(new(item, Origin.Here.Trace), new(TaskCreationOptions.RunContinuationsAsynchronously));
        lanes[(uint)HostOf(item).GetHashCode(StringComparison.Ordinal) % Count].Add(waiting);
        await waiting.Committed.Task.WaitAsync(cancel);
    }

    /// <summary>The host that an item is about.</summary>
    protected abstract string HostOf(TItem item);

    /// <summary>An item for people: its kind, its stamp, its host.</summary>
    protected abstract string Name(TItem item);

    /// <summary>Items in the order in which they are folded.</summary>
    protected abstract IEnumerable<Traced<TItem>> InOrder(IEnumerable<Traced<TItem>> items);

    /// <summary>Folds items, all or none.</summary>
    protected abstract Task FoldAsync(IReadOnlyList<Traced<TItem>> batch, CancellationToken cancel);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane, stoppingToken), stoppingToken)));

    private async Task DriveAsync(Lane lane, CancellationToken cancel)
    {
        while (await lane.Items.WaitToReadAsync(cancel))
        {
            var batch = lane.Take(ItemsPerTransaction);
            var began = time.GetTimestamp();
            await FoldAsync(batch, cancel);

            // Many small transactions would cost the items that could have filled a large one the time to arrive.
            var took = time.GetElapsedTime(began);
            if (batch.Length > 1) await lane.FillsAsync(ItemsPerTransaction, took < GatherAtMost ? took : GatherAtMost, time, cancel);
        }
    }

    private async Task FoldAsync(Waiting[] batch, CancellationToken cancel)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await FoldAsync([.. InOrder(batch.Select(waiting => waiting.Item))], cancel);
                foreach (var waiting in batch) waiting.Committed.TrySetResult();
                return;
            }
            catch (Exception failure) when (StoreFailures.MayPass(failure))
            {
                await Task.Delay(pause, time, cancel);
            }
            catch (Exception failure) when (batch is [var alone])
            {
                alone.Committed.TrySetException(new FactRejectedException($"{Name(alone.Item.Item)}: {failure.Message}", failure));
                return;
            }
            catch (Exception)
            {
                // Halved until the bad one stands alone.
                foreach (var half in batch.Chunk((batch.Length + 1) / 2))
                    await FoldAsync(half, cancel);
                return;
            }
        }
    }

    private sealed record Waiting(Traced<TItem> Item, TaskCompletionSource Committed);

    /// <summary>Items that wait for their turn. Unbounded, because what waits here is bounded by the messages that the endpoint takes at once.</summary>
    private sealed class Lane
    {
        private readonly Channel<Waiting> items = Channel.CreateUnbounded<Waiting>();
        private volatile Filling? filling;

        public ChannelReader<Waiting> Items => items.Reader;

        public void Add(Waiting waiting)
        {
            items.Writer.TryWrite(waiting);
            if (filling is { } awaited && items.Reader.Count >= awaited.Count) awaited.Done.TrySetResult();
        }

        public Waiting[] Take(int most)
        {
            var taken = new List<Waiting>(most);
            while (taken.Count < most && items.Reader.TryRead(out var waiting)) taken.Add(waiting);
            return [.. taken];
        }

        /// <summary>Completes when so many wait, or after that time.</summary>
        public async Task FillsAsync(int count, TimeSpan within, TimeProvider time, CancellationToken cancel)
        {
            var awaited = filling = new Filling(count, new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (items.Reader.Count < count) await Task.WhenAny(awaited.Done.Task, Task.Delay(within, time, cancel));
            filling = null;
        }

        private sealed record Filling(int Count, TaskCompletionSource Done);
    }
}
