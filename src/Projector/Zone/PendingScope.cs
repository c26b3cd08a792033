using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>Collects nudges until somebody takes them: many nudges, one pass.</summary>
public sealed class PendingScope
{
    private readonly Lock gate = new();
    private Nudges pending = Nudges.None;
    private TaskCompletionSource nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(ZoneScope scope) => Add(new Nudge(scope, Nudge.NoTraces));

    public void Add(Nudge nudge)
    {
        if (nudge.Scope.IsNothing) return;
        lock (gate)
        {
            pending = new Nudges(pending.Scope.Union(nudge.Scope), pending.Count + 1)
            {
                Cause = new(Nudge.Merge(pending.Cause.Traces, nudge.Traces), nudge.Stated < (pending.Cause.Stated ?? DateTimeOffset.MaxValue) ? nudge.Stated : pending.Cause.Stated),
            };
            nudged.TrySetResult();
        }
    }

    /// <summary>Waits for a nudge, or at most so long.</summary>
    /// <returns>What was nudged; nothing when the time was up.</returns>
    public async Task<Nudges> TakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        Task signal;
        lock (gate) signal = nudged.Task;
        try
        {
            await signal.WaitAsync(atMost, time, cancel);
        }
        catch (TimeoutException)
        {
            return Nudges.None;
        }

        lock (gate)
        {
            var taken = pending;
            pending = Nudges.None;
            nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }
}

/// <summary>What was nudged, and how often.</summary>
public sealed record Nudges(ZoneScope Scope, int Count)
{
    public static readonly Nudges None = new(ZoneScope.Nothing, 0);

    public Cause Cause { get; init; } = Cause.Unknown;
}
