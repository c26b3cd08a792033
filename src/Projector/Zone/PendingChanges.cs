using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>Collects nudges until somebody takes them: many nudges, one pass.</summary>
public sealed class PendingChanges
{
    private readonly Lock gate = new();
    private PendingNotices pending = PendingNotices.None;
    private TaskCompletionSource nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            nudged.TrySetResult();
        }
    }

    /// <summary>Waits for a nudge, or at most so long.</summary>
    /// <returns>What was nudged; nothing when the time was up.</returns>
    public async Task<PendingNotices> TakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        Task signal;
        lock (gate) signal = nudged.Task;
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
            nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }
}

/// <summary>What was nudged, and how often.</summary>
public sealed record PendingNotices(ZoneScope Scope, int Count)
{
    public static readonly PendingNotices None = new(ZoneScope.Nothing, 0);

    public Cause Cause { get; init; } = Cause.Unknown;
}
