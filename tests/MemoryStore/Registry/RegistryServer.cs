using System.Collections.Immutable;
using System.Threading.Channels;
using Pipeline.Projector.Registry;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>What all connections to one store share: what is committed, the locks, the leases, and the listeners.</summary>
internal sealed class RegistryServer(TaskCreationOptions continuations, TimeProvider time)
{
    private readonly Lock gate = new();
    private volatile Snapshot committed = Snapshot.Empty;
    private ImmutableList<Channel<ChangeNotice>> listeners = [];

    public TaskCreationOptions Continuations => continuations;

    public ExclusiveLocks Locks { get; } = new(continuations);

    public MemoryLeaseTable Leases { get; } = new(time);

    public Snapshot Committed
    {
        get => committed;
        set => committed = value;
    }

    public void Change(Func<Snapshot, Snapshot> change)
    {
        lock (gate) committed = change(committed);
    }

    public void Add(Channel<ChangeNotice> listener) => ImmutableInterlocked.Update(ref listeners, all => all.Add(listener));

    public void Remove(Channel<ChangeNotice> listener) => ImmutableInterlocked.Update(ref listeners, all => all.Remove(listener));

    public void Send(ChangeNotice notice)
    {
        foreach (var listener in listeners) listener.Writer.TryWrite(notice);
    }
}
