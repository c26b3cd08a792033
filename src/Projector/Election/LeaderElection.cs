using Pipeline.Core.Pacing;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Election;

/// <summary>Elects the process that writes a zone, among all processes that share a store.</summary>
/// <param name="leases">The store.</param>
/// <param name="holder">The name of this process, for people.</param>
/// <param name="newId">Distinguishes the attempts of all processes.</param>
/// <param name="watch">Receives what the store says of the lease.</param>
/// <param name="timing">The durations.</param>
/// <param name="time">The clock.</param>
public sealed class LeaderElection(
    ILeaderLeases leases, string holder, IdSource newId, LeaderWatch watch, TermTiming timing, TimeProvider time)
{
    /// <summary>Becomes the leader of a zone unless another process leads it.</summary>
    /// <returns>The term; null if another process leads.</returns>
    /// <exception cref="TimeoutException">The store did not answer in time.</exception>
    public Task<LeaderTerm?> TryAcquireAsync(string zone, CancellationToken cancel) => BeginAsync(leases.TryAcquireAsync, zone, cancel);

    /// <summary>Becomes the leader of a zone although another process may lead it.</summary>
    /// <exception cref="TimeoutException">The store did not answer in time.</exception>
    public async Task<LeaderTerm> SeizeAsync(string zone, CancellationToken cancel) =>
        (await BeginAsync(leases.SeizeAsync, zone, cancel))!;

    /// <summary>Waits without a time limit until this process leads.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="standsBy">Called once, if another process leads.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task<LeaderTerm> AcquireAsync(string zone, Action standsBy, CancellationToken cancel)
    {
        if (await TryAcquireAsync(zone, cancel) is { } free) return free;
        standsBy();
        while (true)
        {
            await Task.Delay(timing.StandbyPoll, time, cancel);
            if (await TryAcquireAsync(zone, cancel) is { } term) return term;
        }
    }

    private async Task<LeaderTerm?> BeginAsync(
        Func<string, string, Guid, TimeSpan, CancellationToken, Task<LeaseAttempt>> begin, string zone, CancellationToken cancel)
    {
        var sent = time.GetTimestamp();
        var attempt = await begin(zone, holder, newId(), timing.Expiry, CancellationToken.None)
            .WaitAsync(timing.CallTimeout, time, cancel);
        watch.See(attempt.State, leads: attempt.Term is not null, sent);
        return attempt.Term is { } claim ? new LeaderTerm(leases, claim, sent, watch, timing, time) : null;
    }
}
