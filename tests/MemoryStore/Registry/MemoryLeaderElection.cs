using Pipeline.Projector.Leadership;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The leader holds a lock in a session of its own; the term ends with the session.</summary>
internal sealed class MemoryLeaderElection(Sessions sessions, TimeProvider time) : ILeaderElection
{
    public async Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel)
    {
        using var impatient = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, impatient.Token);
        try
        {
            cancel.ThrowIfCancellationRequested();
            return await LockAsync(zone, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    public async Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await LockAsync(zone, cancel);
    }

    private async Task<Term> LockAsync(string zone, CancellationToken cancel)
    {
        var session = sessions.Open();
        try
        {
            await session.LockAsync($"leader of {zone}", cancel);
            return new Term(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private sealed class Term(Session session) : ILeaderTerm
    {
        public CancellationToken Lost => session.Lost;

        public ValueTask DisposeAsync()
        {
            session.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
