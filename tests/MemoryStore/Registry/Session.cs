using Pipeline.Core.Storage;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>One connection to the store. Its locks end with it.</summary>
internal sealed class Session(Sessions sessions) : IDisposable
{
    // Never disposed: its token is looked at after the session.
    private readonly CancellationTokenSource lost = new();
    private bool ended;

    /// <summary>Cancelled when the session is cut.</summary>
    public CancellationToken Lost => lost.Token;

    public bool HasEnded => Volatile.Read(ref ended);

    public async Task LockAsync(string name, CancellationToken cancel)
    {
        await sessions.Locks.AcquireAsync(name, this, cancel);
        RequireOpen();
    }

    /// <exception cref="StoreUnavailableException">The session has ended.</exception>
    public void RequireOpen()
    {
        if (HasEnded) throw Failure();
    }

    /// <summary>Ends it where it has not ended yet. Its locks are released by <see cref="Sessions.Close"/>.</summary>
    public bool TryEnd() => !Interlocked.Exchange(ref ended, true);

    /// <summary>Ends it and releases its locks; nothing where it has ended already.</summary>
    public void Dispose()
    {
        if (TryEnd()) sessions.Close([this]);
    }

    /// <summary>Tells whoever uses the session that it was cut.</summary>
    public void SignalLost() => lost.Cancel();

    public static StoreUnavailableException Failure() => new("The session has ended.");
}
