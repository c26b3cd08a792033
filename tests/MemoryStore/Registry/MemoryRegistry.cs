using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The registry in memory: the same views as of one in PostgreSQL, and what a test may do to it.</summary>
public sealed class MemoryRegistry
{
    private readonly RegistryServer server;
    private readonly Sessions sessions;
    private readonly CommittedState committed;

    /// <param name="time">The store's clock, by which leases expire.</param>
    /// <param name="continuations">
    /// Where the calls that waited continue. With <see cref="TaskCreationOptions.None"/> they continue within the call that ended the
    /// waiting, so that a single thread decides the order of everything.
    /// </param>
    public MemoryRegistry(TimeProvider time, TaskCreationOptions continuations = TaskCreationOptions.RunContinuationsAsynchronously)
        : this(new RegistryServer(continuations, time))
    {
    }

    private MemoryRegistry(RegistryServer server)
    {
        this.server = server;
        sessions = new Sessions(server.Locks);
        committed = new CommittedState(sessions, server);
        var changes = new MemoryChangeFeed(sessions, committed, server);
        Registry = new MemoryRegistryStore(committed, sessions, server.Leases, changes);
        State = new MemoryRegistryState(committed);
        Changes = changes;
        Ledger = new MemoryLedgerStore(committed, server.Leases);
        LedgerReader = new MemoryLedgerReader(committed);
        Leases = new MemoryLeaderLeases(server.Leases, sessions);
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

    /// <summary>Cuts every session of this client: listeners, transactions and those who wait.</summary>
    public void CutSessions() => sessions.CutAll();

    /// <summary>Cuts the sessions that hold a lock and wait for none; the next in each queue has it then.</summary>
    public void CutLockHolders() => sessions.CutHolders();

    /// <summary>Another client of the same store. Its sessions are its own, and so is whether it reaches the store.</summary>
    public MemoryRegistry Connect() => new(server);

    /// <summary>Ends every session of this client without telling it: its process is dead.</summary>
    public void DropSessions() => sessions.Drop();

    /// <summary>A backup of everything that is committed.</summary>
    public object Backup() => server.Committed;

    /// <summary>A newer version writes: an event of a kind of its own in each stream, and a member of its own in each document.</summary>
    public void WriteAsANewerVersion() => server.Change(now => now.AsOfANewerVersion());

    /// <summary>A newer version gives a host and its containers a status of its own.</summary>
    public void Restate(string host, HostStatus status, ContainerStatus ofContainers) =>
        server.Change(now => now.Restated(host, status, ofContainers));

    /// <summary>The documents that have no member of a newer version although one wrote into them.</summary>
    public IEnumerable<string> FindLostMembers() => committed.Now.FindLostMembers();

    /// <summary>Goes back to a backup; what was committed since is lost.</summary>
    public void Restore(object backup) => server.Committed = (Snapshot)backup;
}
