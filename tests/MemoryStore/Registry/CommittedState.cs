using Pipeline.Core.Storage;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>What is committed. A change is decided on the newest state and becomes visible as a whole.</summary>
internal sealed class CommittedState(Sessions sessions, RegistryServer server)
{
    /// <summary>Also while the store is away, for tests that look at what lies in it.</summary>
    public Snapshot Now => server.Committed;

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Task<T> ReadAsync<T>(Func<Snapshot, T> read, CancellationToken cancel) => CallAsync(() => read(server.Committed), cancel);

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Task CommitAsync(Func<Snapshot, Snapshot> change, CancellationToken cancel) => CallAsync(() =>
    {
        server.Change(change);
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
