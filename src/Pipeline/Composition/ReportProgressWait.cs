using Pipeline.Contracts;
using Pipeline.Projector.Zone;

namespace Pipeline.Composition;

/// <summary>Waits until registry and zone contain what the hosts reported. Outlasts a database that is away.</summary>
internal sealed class ReportProgressWait(Progress progress, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <param name="reports">The stamp of each host's last full report, read at each poll; null while there is none to wait for.</param>
    /// <param name="maxWait">How long it may take.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Whether they did in time.</returns>
    public async Task<bool> WaitAsync(Func<IReadOnlyDictionary<string, Stamp>?> reports, TimeSpan maxWait, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(maxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        while (!timeout.IsCancellationRequested)
        {
            if (reports() is { } stamps && await AreAppliedAsync(stamps, either.Token)) return true;
            await Task.Delay(PollInterval, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }

        return false;
    }

    private async Task<bool> AreAppliedAsync(IReadOnlyDictionary<string, Stamp> stamps, CancellationToken cancel)
    {
        try
        {
            return await progress.FollowsAsync(stamps, cancel);
        }
        catch (Exception)
        {
            return false; // The database is away, which its users log.
        }
    }
}
