using Pipeline.Projector.Registry;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>
/// A transaction in a session of its own, which ends with the commit. After a conflict, disposal releases the locks.
/// </summary>
internal sealed class MemoryRegistryTransaction(
    CommittedState committed, Sessions sessions, MemoryLeaseTable leases, MemoryChangeFeed changes) : IRegistryTransaction
{
    private readonly Session session = sessions.Open();

    public async Task<Core.Registration.Registry> LockAndReadAsync(RegistrySlice slice, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        session.RequireOpen();
        foreach (var host in slice.Hosts.Order(StringComparer.Ordinal)) await session.LockAsync($"host {host}", cancel);
        return committed.Now.Read(slice);
    }

    public async Task CommitAsync(RegistryAppend append, ChangeNotice notice, CancellationToken cancel)
    {
        await committed.CommitAsync(before =>
        {
            session.RequireOpen();
            if (append.Term is { } term) leases.Require(term);
            var after = append.Streams.Aggregate(before, (state, stream) =>
                state.Append(stream.Stream, stream.Version, [.. stream.Events.Select(originated => originated.Happened)]));
            return session.TryEnd() ? append.Leases.Aggregate(after, (state, lease) => state.Store(lease)) : throw Session.Failure();
        }, cancel);
        if (!notice.Scope.IsNothing) changes.Send(notice);
        sessions.Close([session]);
    }

    public ValueTask DisposeAsync()
    {
        session.Dispose();
        return ValueTask.CompletedTask;
    }
}
