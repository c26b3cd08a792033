using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// Folds what arrives in batches, a transaction a batch: what arrives while one transaction runs is the next one, and after a busy transaction
/// a lane gathers for as long as that one took. So a lone item waits for nobody and a burst travels in large batches. A host always takes
/// the same lane, because the registry admits one writer a host.
/// </summary>
public abstract class Lanes<TItem>(TimeProvider time) : BackgroundService where TItem : notnull
{
    private const int Count = 4;
    private const int ItemsPerTransaction = 100;

    /// <summary>The longest that an item of a burst waits for company.</summary>
    private static readonly TimeSpan GatherAtMost = TimeSpan.FromMilliseconds(20);

    // Unbounded, because what waits here is bounded by the messages that the endpoint takes at once.
    private readonly Channel<Waiting>[] lanes =
        [.. Enumerable.Range(0, Count).Select(_ => Channel.CreateUnbounded<Waiting>())];

    protected TimeProvider Time => time;

    /// <summary>Folds one item; completes when it is committed.</summary>
    /// <exception cref="FactRejectedException">It can never be folded. Its neighbours were folded all the same.</exception>
    public async Task FoldAsync(TItem item, CancellationToken cancel)
    {
        var waiting = new Waiting(new(item, Origin.Here.Trace), new(TaskCreationOptions.RunContinuationsAsynchronously));
        await lanes[(uint)HostOf(item).GetHashCode(StringComparison.Ordinal) % Count].Writer.WriteAsync(waiting, cancel);
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
        Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane.Reader, stoppingToken), stoppingToken)));

    private async Task DriveAsync(ChannelReader<Waiting> lane, CancellationToken cancel)
    {
        var batch = new List<Waiting>(ItemsPerTransaction);
        while (await lane.WaitToReadAsync(cancel))
        {
            while (batch.Count < ItemsPerTransaction && lane.TryRead(out var waiting))
                batch.Add(waiting);
            var began = time.GetTimestamp();
            await FoldAsync([.. batch], cancel);
            if (batch.Count > 1) await GatherAsync(lane, time.GetElapsedTime(began), cancel);
            batch.Clear();
        }
    }

    /// <summary>Many small transactions would cost the messages that could have filled a large one the time to arrive.</summary>
    private Task GatherAsync(ChannelReader<Waiting> lane, TimeSpan took, CancellationToken cancel) =>
        lane.Count >= ItemsPerTransaction ? Task.CompletedTask : Task.Delay(took < GatherAtMost ? took : GatherAtMost, time, cancel);

    private async Task FoldAsync(Waiting[] batch, CancellationToken cancel)
    {
        try
        {
            await FoldAsync([.. InOrder(batch.Select(waiting => waiting.Item))], cancel);
            foreach (var waiting in batch) waiting.Committed.TrySetResult();
        }
        catch (Exception failure) when (StoreFailures.MayPass(failure))
        {
            // Each message is delivered again, after a pause that its endpoint chooses.
            foreach (var waiting in batch) waiting.Committed.TrySetException(failure);
        }
        catch (Exception failure) when (batch is [var alone])
        {
            alone.Committed.TrySetException(new FactRejectedException($"{Name(alone.Item.Item)}: {failure.Message}", failure));
        }
        catch (Exception)
        {
            // Halved until the bad one stands alone.
            foreach (var half in batch.Chunk((batch.Length + 1) / 2))
                await FoldAsync(half, cancel);
        }
    }

    private sealed record Waiting(Traced<TItem> Item, TaskCompletionSource Committed);
}
