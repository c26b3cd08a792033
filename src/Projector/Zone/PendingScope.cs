using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>Collects nudges until somebody takes them: many nudges, one pass.</summary>
public sealed class PendingScope
{
    private readonly Lock gate = new();
    private ZoneScope pending = ZoneScope.Nothing;
    private TaskCompletionSource nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(ZoneScope scope)
    {
        if (scope.IsNothing) return;
        lock (gate)
        {
            pending = pending.Union(scope);
            nudged.TrySetResult();
        }
    }

    /// <summary>Waits for a nudge, or at most so long.</summary>
    /// <returns>What was nudged; nothing when the time was up.</returns>
    public async Task<ZoneScope> TakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        Task signal;
        lock (gate) signal = nudged.Task;
        try
        {
            await signal.WaitAsync(atMost, time, cancel);
        }
        catch (TimeoutException)
        {
            return ZoneScope.Nothing;
        }

        lock (gate)
        {
            var taken = pending;
            pending = ZoneScope.Nothing;
            nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }
}
