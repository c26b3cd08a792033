using Pipeline.Core.Storage;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>What is committed. A change is decided on the newest state and becomes visible as a whole.</summary>
internal sealed class CommittedState(Sessions sessions)
{
    private readonly Lock gate = new();
    private volatile Snapshot now = Snapshot.Empty;

    /// <summary>Also while the store is away, for tests that look at what lies in it.</summary>
    public Snapshot Now => now;

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Task<T> ReadAsync<T>(Func<Snapshot, T> read, CancellationToken cancel) => CallAsync(() => read(now), cancel);

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Task CommitAsync(Func<Snapshot, Snapshot> change, CancellationToken cancel) => CallAsync(() =>
    {
        lock (gate) now = change(now);
        return true;
    }, cancel);

    // Failures are the task's, as they are of a store that is far away.
    private Task<T> CallAsync<T>(Func<T> call, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);
        try
        {
            sessions.RequireAvailable();
            return Task.FromResult(call());
        }
        catch (Exception failure) when (StoreFailures.IsTransient(failure))
        {
            return Task.FromException<T>(failure);
        }
    }
}
