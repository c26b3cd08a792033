using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Sharing;

namespace Pipeline.Tests.MemoryStore.Sagas;

/// <summary>Locks that belong to sessions. A session can be cut; then its locks are free, and its calls fail.</summary>
internal sealed class MemoryShardLocks : IShardLocks
{
    private readonly Lock gate = new();
    private readonly List<Session> members = [];
    private readonly Dictionary<int, (Session Owner, int Times)> held = [];

    public Task<IShardLockSession> OpenAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var session = new Session(this);
        lock (gate) members.Add(session);
        return Task.FromResult<IShardLockSession>(session);
    }

    public void Cut()
    {
        lock (gate)
        {
            members.Clear();
            held.Clear();
        }
    }

    private sealed class Session(MemoryShardLocks locks) : IShardLockSession
    {
        public Task<int> CountMembersAsync(CancellationToken cancel) => InSessionAsync(() => locks.members.Count, cancel);

        public Task<bool> TryAcquireAsync(int number, CancellationToken cancel) => InSessionAsync(() =>
        {
            var (owner, times) = locks.held.GetValueOrDefault(number, (this, 0));
            if (owner != this) return false;
            locks.held[number] = (this, times + 1);
            return true;
        }, cancel);

        public Task ReleaseAsync(int number, CancellationToken cancel) => InSessionAsync(() =>
        {
            if (!locks.held.TryGetValue(number, out var holder) || holder.Owner != this) return false;
            if (holder.Times == 1) locks.held.Remove(number);
            else locks.held[number] = holder with { Times = holder.Times - 1 };
            return true;
        }, cancel);

        public ValueTask DisposeAsync()
        {
            lock (locks.gate)
            {
                locks.members.Remove(this);
                foreach (var number in locks.held.Where(one => one.Value.Owner == this).Select(one => one.Key).ToArray()) locks.held.Remove(number);
            }

            return ValueTask.CompletedTask;
        }

        private Task<T> InSessionAsync<T>(Func<T> call, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            lock (locks.gate)
                return locks.members.Contains(this)
                    ? Task.FromResult(call())
                    : Task.FromException<T>(new StoreUnavailableException("the session is over"));
        }
    }
}
