using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>Collects notices until they are taken, so that one pass covers many notices.</summary>
public sealed class PendingChanges
{
    private readonly Lock gate = new();
    private PendingNotices pending = PendingNotices.None;
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many are collected.</summary>
    public int Count
    {
        get
        {
            lock (gate) return pending.Count;
        }
    }

    public void Add(ZoneScope scope) => Add(new ChangeNotice(scope, ChangeNotice.NoTraces));

    public void Add(ChangeNotice notice)
    {
        if (notice.Scope.IsNothing) return;
        lock (gate)
        {
            var (known, stated) = (pending.Cause, notice.Stated);
            var oldest = stated < (known.Stated ?? DateTimeOffset.MaxValue) ? stated : known.Stated;
            pending = new PendingNotices(pending.Scope.Union(notice.Scope), pending.Count + 1)
            {
                Cause = new(ChangeNotice.Merge(known.Traces, notice.Traces), oldest),
            };
            added.TrySetResult();
        }
    }

    /// <summary>Waits for a notice, at most for the given time.</summary>
    /// <returns>The collected notices; none after a timeout.</returns>
    public async Task<PendingNotices> TakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        Task signal;
        lock (gate) signal = added.Task;
        try
        {
            await signal.WaitAsync(atMost, time, cancel);
        }
        catch (TimeoutException)
        {
            return PendingNotices.None;
        }

        lock (gate)
        {
            var taken = pending;
            pending = PendingNotices.None;
            added = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }
}

/// <summary>The scope of the collected notices, and their number.</summary>
public sealed record PendingNotices(ZoneScope Scope, int Count)
{
    public static readonly PendingNotices None = new(ZoneScope.Nothing, 0);

    public Cause Cause { get; init; } = Cause.Unknown;
}
