using System.Collections.Immutable;
using Pipeline.Core.Storage;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The open sessions of one client of the store, which a test may cut.</summary>
internal sealed class Sessions(ExclusiveLocks locks)
{
    private ImmutableList<Session> open = [];
    private volatile bool isAvailable = true;

    public ExclusiveLocks Locks => locks;

    /// <summary>Whether the store answers. A store that goes away takes every session with it.</summary>
    public bool IsAvailable
    {
        get => isAvailable;
        set
        {
            isAvailable = value;
            if (!value) Cut(open);
        }
    }

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Session Open()
    {
        RequireAvailable();
        var session = new Session(this);
        ImmutableInterlocked.Update(ref open, sessions => sessions.Add(session));
        return session;
    }

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public void RequireAvailable()
    {
        if (!isAvailable) throw new StoreUnavailableException("The store is away.");
    }

    public void CutAll() => Cut(open);

    public void CutHolders() => Cut(Locks.Holders());

    /// <summary>Ends every session without telling its owner, who is dead.</summary>
    public void Drop() => Close([.. open.Where(session => session.TryEnd())]);

    /// <summary>Releases the locks of sessions that have ended.</summary>
    public void Close(IReadOnlyCollection<Session> ended)
    {
        ImmutableInterlocked.Update(ref open, sessions => sessions.RemoveRange(ended));
        Locks.Release(ended);
    }

    // As in a real store the next one may hold a lock before the last one knows that it was lost.
    private void Cut(IEnumerable<Session> sessions)
    {
        List<Session> cut = [.. sessions.Where(session => session.TryEnd())];
        Close(cut);
        foreach (var session in cut) session.SignalLost();
    }
}
