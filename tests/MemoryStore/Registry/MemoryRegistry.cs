using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The registry in memory: the same views as of one in PostgreSQL, and what a test may do to it.</summary>
public sealed class MemoryRegistry
{
    private readonly Sessions sessions;
    private readonly CommittedState committed;

    /// <param name="time">The store's clock, by which leases expire.</param>
    /// <param name="continuations">
    /// Where the calls that waited continue. With <see cref="TaskCreationOptions.None"/> they continue within the call that ended the
    /// waiting, so that a single thread decides the order of everything.
    /// </param>
    public MemoryRegistry(TimeProvider time, TaskCreationOptions continuations = TaskCreationOptions.RunContinuationsAsynchronously)
    {
        sessions = new Sessions(continuations);
        committed = new CommittedState(sessions);
        var leases = new MemoryLeaseTable(time);
        var changes = new MemoryChangeFeed(sessions, committed, continuations);
        Registry = new MemoryRegistryStore(committed, sessions, leases, changes);
        State = new MemoryRegistryState(committed);
        Changes = changes;
        Ledger = new MemoryLedgerStore(committed, leases);
        LedgerReader = new MemoryLedgerReader(committed);
        Leases = new MemoryLeaderLeases(leases, sessions);
        Documents = new MemoryRegistryDocuments(committed);
    }

    public IRegistryStore Registry { get; }

    public IRegistryState State { get; }

    public IChangeFeed Changes { get; }

    public ILedgerStore Ledger { get; }

    public ILedgerReader LedgerReader { get; }

    public ILeaderLeases Leases { get; }

    public IRegistryDocuments Documents { get; }

    /// <summary>Everything that was committed, in its order.</summary>
    public IReadOnlyList<RecordedEvent> Recorded => committed.Now.Events;

    /// <summary>Whether the store answers. When it goes away, every session is cut.</summary>
    public bool IsAvailable
    {
        get => sessions.IsAvailable;
        set => sessions.IsAvailable = value;
    }

    /// <summary>Cuts every session: listeners, transactions and those who wait.</summary>
    public void CutSessions() => sessions.CutAll();

    /// <summary>Cuts the sessions that hold a lock and wait for none; the next in each queue has it then.</summary>
    public void CutLockHolders() => sessions.CutHolders();
}
