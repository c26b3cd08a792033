using MassTransit;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Transport.Retrying;

namespace Pipeline.Aws.Transport.Batching;

/// <summary>An entry that a batch call did not accept.</summary>
/// <param name="Index">The entry's position in the batch.</param>
/// <param name="Reason">The error code and message.</param>
/// <param name="IsTransient">Whether a retry can succeed.</param>
internal sealed record RejectedEntry(int Index, string Reason, bool IsTransient);

/// <summary>
/// Sends entries in batches without a linger time: an entry goes at once while few calls are in flight, and entries that arrive
/// meanwhile share the next call. Transient failures are retried without a limit.
/// </summary>
/// <param name="call">Sends one batch and returns the entries that were not accepted, each once.</param>
/// <param name="weigh">The size of an entry in bytes.</param>
/// <param name="eagerCalls">How many calls may be in flight with batches that are not full.</param>
/// <param name="time">The clock for the pauses between retries.</param>
/// <param name="giveUp">Ends the retries: later failures are final.</param>
internal sealed class Batcher<T>(
    Func<IReadOnlyList<T>, Task<IReadOnlyList<RejectedEntry>>> call,
    Func<T, int> weigh,
    int eagerCalls,
    TimeProvider time,
    CancellationToken giveUp)
{
    /// <summary>40 entries per round trip, as many as are received in one. More concurrent calls slow each other down.</summary>
    private const int MaxCalls = 4;

    private readonly Lock gate = new();
    private readonly Queue<Pending> queue = new();
    private int calls;

    /// <summary>Adds an entry; completes when the service has accepted it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled. An entry that is already in flight may still arrive.</exception>
    public async Task AddAsync(T entry, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var pending = new Pending(entry);
        await using var registration =
            cancel.UnsafeRegister(static (state, token) => ((Pending)state!).Done.TrySetCanceled(token), pending);
        lock (gate)
        {
            queue.Enqueue(pending);
            if (calls < eagerCalls || (calls < MaxCalls && queue.Count >= MessageLimits.MaxBatchEntries))
            {
                calls++;
                _ = Task.Run(DrainQueueAsync, CancellationToken.None);
            }
        }

        await pending.Done.Task.ConfigureAwait(false);
    }

    private async Task DrainQueueAsync()
    {
        while (DequeueBatch() is { Count: > 0 } batch)
            await SendBatchAsync(batch).ConfigureAwait(false);
    }

    // An empty queue and the end of its call are one step under the lock, so that no entry is left without a call.
    private List<Pending> DequeueBatch()
    {
        var batch = new List<Pending>(MessageLimits.MaxBatchEntries);
        lock (gate)
        {
            for (var bytes = 0; batch.Count < MessageLimits.MaxBatchEntries && queue.TryPeek(out var next); queue.Dequeue())
            {
                if (next.IsDone) continue;
                bytes += weigh(next.Entry);
                if (batch.Count > 0 && bytes > MessageLimits.MaxBytes) break;
                batch.Add(next);
            }

            if (batch.Count == 0) calls--;
        }

        return batch;
    }

    private async Task SendBatchAsync(List<Pending> batch)
    {
        var backoff = new Backoff(time);
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            Exception failure;
            try
            {
                var rejected = await call([.. batch.Select(pending => pending.Entry)]).ConfigureAwait(false);
                batch = CompleteEntries(batch, rejected);
                if (batch is []) return;
                failure = new TransportUnavailableException(rejected.First(entry => entry.IsTransient).Reason);
            }
            catch (Exception transient) when (TransientErrors.IsTransient(transient))
            {
                failure = transient;
            }
            catch (Exception permanent)
            {
                FailEntries(batch, permanent);
                return;
            }

            if (attempt == 1) LogContext.Warning?.Log("Batch of {Count} entries failed, retrying: {Reason}", batch.Count, failure.Message);
            if (!await backoff.WaitAsync(giveUp, failure).ConfigureAwait(false))
            {
                FailEntries(batch, failure);
                return;
            }

            batch.RemoveAll(pending => pending.IsDone);
        }
    }

    /// <returns>The entries to retry.</returns>
    private static List<Pending> CompleteEntries(List<Pending> batch, IReadOnlyList<RejectedEntry> rejected)
    {
        var retry = new List<Pending>();
        var rejectedByIndex = rejected.ToDictionary(entry => entry.Index);
        foreach (var (index, pending) in batch.Index())
        {
            if (!rejectedByIndex.TryGetValue(index, out var rejection)) pending.Done.TrySetResult();
            else if (rejection.IsTransient) retry.Add(pending);
            else pending.Done.TrySetException(new MassTransitException(rejection.Reason));
        }

        return retry;
    }

    private static void FailEntries(List<Pending> batch, Exception failure)
    {
        foreach (var pending in batch) pending.Done.TrySetException(failure);
    }

    private sealed class Pending(T entry)
    {
        public T Entry => entry;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Its caller has cancelled it.</summary>
        public bool IsDone => Done.Task.IsCompleted;
    }
}
