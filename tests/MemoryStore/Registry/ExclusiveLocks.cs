namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>
/// Exclusive locks by name. A session holds what it locked until it ends.
/// The sessions that wait get the lock in the order of their requests.
/// </summary>
/// <param name="continuations">Where those who waited go on: with none, within the call that released the lock.</param>
internal sealed class ExclusiveLocks(TaskCreationOptions continuations)
{
    private readonly Lock gate = new();

    // The first of a queue holds the lock.
    private readonly SortedDictionary<string, List<Claim>> queues = new(StringComparer.Ordinal);

    /// <summary>
    /// Locks a name for a session, which may have locked it before. A free lock is acquired at once, even if the call is already cancelled.
    /// </summary>
    public async Task AcquireAsync(string name, Session session, CancellationToken cancel)
    {
        Claim claim;
        lock (gate)
        {
            if (session.HasEnded) throw Session.Failure();
            if (!queues.TryGetValue(name, out var queue)) queues[name] = queue = [];
            if (queue is [var first, ..] && first.Session == session) return;
            claim = new Claim(session, new TaskCompletionSource(continuations));
            queue.Add(claim);
            if (queue.Count == 1) return;
        }

        await using var cancelled = cancel.UnsafeRegister(_ => GiveUp(name, claim, cancel), null);
        await claim.Granted.Task;
    }

    /// <summary>The sessions that hold a lock and wait for none.</summary>
    public IReadOnlyList<Session> Holders()
    {
        lock (gate)
        {
            var waiting = queues.Values.SelectMany(queue => queue.Skip(1)).Select(claim => claim.Session);
            return [.. queues.Values.Select(queue => queue[0].Session).Distinct().Except(waiting)];
        }
    }

    /// <summary>Releases, all at once, what sessions hold that have ended: it passes to the next. What they wait for fails.</summary>
    public void Release(IReadOnlyCollection<Session> ended)
    {
        List<Claim> granted = [];
        List<Claim> failed = [];
        lock (gate)
        {
            foreach (var (name, queue) in queues.ToList())
            {
                var holder = queue[0];
                failed.AddRange(queue.Skip(1).Where(claim => ended.Contains(claim.Session)));
                queue.RemoveAll(claim => ended.Contains(claim.Session));
                if (queue.Count == 0) queues.Remove(name);
                else if (queue[0] != holder) granted.Add(queue[0]);
            }
        }

        foreach (var claim in granted) claim.Granted.TrySetResult();
        foreach (var claim in failed) claim.Granted.TrySetException(Session.Failure());
    }

    private void GiveUp(string name, Claim claim, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!queues.TryGetValue(name, out var queue) || queue.IndexOf(claim) <= 0) return;
            queue.Remove(claim);
        }

        claim.Granted.TrySetCanceled(cancel);
    }

    private sealed class Claim(Session session, TaskCompletionSource granted)
    {
        public Session Session => session;
        public TaskCompletionSource Granted => granted;
    }
}
