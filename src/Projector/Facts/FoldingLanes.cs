using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// Folds facts in batches, a transaction a batch: what arrives while one transaction runs is the next one, and after a busy transaction
/// a lane gathers for as long as that one took. So a lone fact waits for nobody and a burst travels in large batches. A host always takes
/// the same lane, because the registry admits one writer a host.
/// </summary>
public sealed class FoldingLanes(RegistryWriter registry, TimeProvider time) : BackgroundService
{
    private const int Lanes = 4;
    private const int FactsPerTransaction = 200;

    /// <summary>The longest that a fact of a burst waits for company.</summary>
    private static readonly TimeSpan GatherAtMost = TimeSpan.FromMilliseconds(20);

    // Unbounded, because what waits here is bounded by the messages that the endpoint takes at once.
    private readonly Channel<Waiting>[] lanes =
        [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnbounded<Waiting>())];

    /// <summary>Folds a fact; completes when it is committed.</summary>
    /// <exception cref="FactRejectedException">It can never be folded. Its neighbours were folded all the same.</exception>
    public async Task FoldAsync(IHostFact fact, CancellationToken cancel)
    {
        var waiting = new Waiting(fact, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await lanes[(uint)fact.Host.Name.GetHashCode(StringComparison.Ordinal) % Lanes].Writer.WriteAsync(waiting, cancel);
        await waiting.Committed.Task.WaitAsync(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane.Reader, stoppingToken), stoppingToken)));

    private async Task DriveAsync(ChannelReader<Waiting> lane, CancellationToken cancel)
    {
        var batch = new List<Waiting>(FactsPerTransaction);
        while (await lane.WaitToReadAsync(cancel))
        {
            while (batch.Count < FactsPerTransaction && lane.TryRead(out var waiting))
                batch.Add(waiting);
            var began = time.GetTimestamp();
            await FoldAsync([.. batch.OrderBy(w => w.Fact.Stamp)], cancel);
            if (batch.Count > 1) await GatherAsync(lane, time.GetElapsedTime(began), cancel);
            batch.Clear();
        }
    }

    /// <summary>Many small transactions would cost the messages that could have filled a large one the time to arrive.</summary>
    private Task GatherAsync(ChannelReader<Waiting> lane, TimeSpan took, CancellationToken cancel) =>
        lane.Count >= FactsPerTransaction ? Task.CompletedTask : Task.Delay(took < GatherAtMost ? took : GatherAtMost, time, cancel);

    private async Task FoldAsync(Waiting[] batch, CancellationToken cancel)
    {
        try
        {
            var started = time.GetTimestamp();
            var facts = Array.ConvertAll(batch, waiting => waiting.Fact);
            var outcomes = await registry.FoldAsync(facts, cancel);
            ProjectorTelemetry.Folded(facts, outcomes, time.GetElapsedTime(started));
            foreach (var waiting in batch) waiting.Committed.TrySetResult();
        }
        catch (Exception failure) when (StoreFailures.MayPass(failure))
        {
            // Each message is delivered again, after a pause that its endpoint chooses.
            foreach (var waiting in batch) waiting.Committed.TrySetException(failure);
        }
        catch (Exception failure) when (batch is [{ Fact: var alone } waiting])
        {
            waiting.Committed.TrySetException(new FactRejectedException($"{alone.GetType().Name} {alone.Stamp} of host '{alone.Host.Name}': {failure.Message}", failure));
        }
        catch (Exception)
        {
            // Halved until the bad one stands alone.
            foreach (var half in batch.Chunk((batch.Length + 1) / 2))
                await FoldAsync(half, cancel);
        }
    }

    private sealed record Waiting(IHostFact Fact, TaskCompletionSource Committed);
}
