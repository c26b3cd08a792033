using Pipeline.Contracts;
using Pipeline.Projector.Zone;

namespace Pipeline.Composition;

/// <summary>Waits until registry and zone have followed what hosts stated. A database that is away meanwhile is outlasted.</summary>
internal sealed class Following(Progress progress, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <param name="statements">Each host's full statement by its name, asked for at each look; null while there is nothing to follow yet.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancel">Breaks the wait off.</param>
    /// <returns>Whether they did in time.</returns>
    public async Task<bool> WaitAsync(Func<IReadOnlyDictionary<string, Stamp>?> statements, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        while (!limit.IsCancellationRequested)
        {
            if (statements() is { } stated && await HaveFollowedAsync(stated, either.Token)) return true;
            await Task.Delay(LookEvery, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }

        return false;
    }

    private async Task<bool> HaveFollowedAsync(IReadOnlyDictionary<string, Stamp> statements, CancellationToken cancel)
    {
        try
        {
            return await progress.FollowsAsync(statements, cancel);
        }
        catch (Exception)
        {
            return false; // away; what depends on it says so
        }
    }
}
