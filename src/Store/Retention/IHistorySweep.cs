namespace Pipeline.Store.Retention;

/// <summary>Drops the detail of one schema's history that is older than the retention.</summary>
public interface IHistorySweep
{
    /// <summary>
    /// Does one step, in a transaction of its own, so that a process may end at any point; one process at a time does. What a step begins
    /// with is stored, so that the next one continues, whoever does it.
    /// </summary>
    /// <param name="keptSince">Everything from this moment on keeps its detail.</param>
    /// <param name="livesSince">Lives that ended before this moment are dropped.</param>
    /// <param name="cancel">Cancels the step.</param>
    /// <exception cref="Core.Storage.StoreUnavailableException">The database does not answer, or its writers make no room.</exception>
    Task<SweepStep> StepAsync(DateTimeOffset keptSince, DateTimeOffset livesSince, CancellationToken cancel);
}

/// <summary>What a step did.</summary>
/// <param name="IsLast">Whether nothing is left that is older than the retention, or another process sweeps.</param>
/// <param name="Streams">The number of streams that were dropped, or shortened.</param>
/// <param name="Events">The number of events that were dropped.</param>
public readonly record struct SweepStep(bool IsLast, int Streams, int Events)
{
    /// <summary>There was nothing to do.</summary>
    public static readonly SweepStep None = new(IsLast: true, 0, 0);
}
