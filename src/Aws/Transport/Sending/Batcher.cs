using MassTransit;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>An entry of a batch that was refused.</summary>
/// <param name="Index">Which.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="MayPass">Whether it may be taken later.</param>
internal sealed record Refusal(int Index, string Reason, bool MayPass);

/// <summary>
/// Hands entries over in batches, without making any wait for company: an entry goes at once while few calls are under way, and what
/// arrives meanwhile travels together. A call that fails in passing is repeated for as long as it takes.
/// </summary>
/// <param name="call">Hands over one batch, and returns what was refused of it.</param>
/// <param name="weigh">The bytes of an entry.</param>
/// <param name="eager">How many calls may be under way with batches that are not full.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="patience">Ends the repeating: what then fails, fails.</param>
internal sealed class Batcher<T>(
    Func<IReadOnlyList<T>, Task<IReadOnlyList<Refusal>>> call, Func<T, int> weigh, int eager, TimeProvider time, CancellationToken patience)
{
    /// <summary>Forty entries a round trip, as many as are received in one. More at once would slow each other down.</summary>
    private const int MostCalls = 4;

    private readonly Lock gate = new();
    private readonly Queue<Pending> queue = new();
    private int calls;

    /// <summary>Hands an entry over; completes when it was taken.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more; if it is on its way, it may arrive all the same.</exception>
    public async Task AddAsync(T entry, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var pending = new Pending(entry);
        await using var given = cancel.UnsafeRegister(static (state, token) => ((Pending)state!).Done.TrySetCanceled(token), pending);
        lock (gate)
        {
            queue.Enqueue(pending);
            if (calls < eager || (calls < MostCalls && queue.Count >= MessageSize.BatchCount))
            {
                calls++;
                _ = Task.Run(DrainAsync, CancellationToken.None);
            }
        }

        await pending.Done.Task.ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        while (Next() is { Count: > 0 } batch)
            await DeliverAsync(batch).ConfigureAwait(false);
    }

    // Ends a call with the same look at the queue that finds it empty, so that no entry is left behind.
    private List<Pending> Next()
    {
        var batch = new List<Pending>(MessageSize.BatchCount);
        lock (gate)
        {
            for (var bytes = 0; batch.Count < MessageSize.BatchCount && queue.TryPeek(out var next); queue.Dequeue())
            {
                if (next.GivenUp) continue;
                bytes += weigh(next.Entry);
                if (batch.Count > 0 && bytes > MessageSize.Limit) break;
                batch.Add(next);
            }

            if (batch.Count == 0) calls--;
        }

        return batch;
    }

    private async Task DeliverAsync(List<Pending> batch)
    {
        var backoff = new Backoff(time);
        for (var first = true; batch.Count > 0; first = false)
        {
            Exception failure;
            try
            {
                var refusals = await call([.. batch.Select(pending => pending.Entry)]).ConfigureAwait(false);
                batch = Settle(batch, refusals);
                if (batch is []) return;
                failure = new TransportUnavailableException(refusals[0].Reason);
            }
            catch (Exception passing) when (Outage.MayPass(passing))
            {
                failure = passing;
            }
            catch (Exception final)
            {
                foreach (var pending in batch) pending.Done.TrySetException(final);
                return;
            }

            if (first) LogContext.Warning?.Log("A batch of {Count} is tried again until it is taken: {Reason}", batch.Count, failure.Message);
            if (!await backoff.WaitAsync(patience).ConfigureAwait(false))
            {
                foreach (var pending in batch) pending.Done.TrySetException(failure);
                return;
            }

            batch.RemoveAll(pending => pending.GivenUp);
        }
    }

    /// <returns>What is to be tried again.</returns>
    private static List<Pending> Settle(List<Pending> batch, IReadOnlyList<Refusal> refusals)
    {
        var again = new List<Pending>();
        var refused = refusals.ToDictionary(refusal => refusal.Index);
        foreach (var (index, pending) in batch.Index())
        {
            if (!refused.TryGetValue(index, out var refusal)) pending.Done.TrySetResult();
            else if (refusal.MayPass) again.Add(pending);
            else pending.Done.TrySetException(new MassTransitException(refusal.Reason));
        }

        return again;
    }

    private sealed class Pending(T entry)
    {
        public T Entry => entry;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool GivenUp => Done.Task.IsCompleted;
    }
}
