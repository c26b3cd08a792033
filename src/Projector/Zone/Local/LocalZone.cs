using System.Net;
using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// A hosted zone in memory, which a <see cref="LocalZoneServer"/> answers from. It is changed under Route 53's
/// rules: all of a list or nothing. It forgets with its process: the ledger says what to restore.
/// </summary>
/// <param name="domain">The zone's name.</param>
/// <param name="nameServer">Where its name server listens: the address of <c>ns.</c> below the domain.</param>
/// <param name="clock">Serials grow with it, so that they grow across restarts too.</param>
/// <exception cref="ArgumentException">The domain is no domain name.</exception>
public sealed class LocalZone(string domain, IPAddress nameServer, TimeProvider clock) : IZone
{
    private readonly Lock writing = new();
    private volatile ZoneSnapshot current = ZoneSnapshot.Bare(new ZoneApex(domain, nameServer), Seconds(clock));

    public string Id => $"local:{Current.Apex.Name}";

    /// <summary>The zone as it is now; what is held stays as it was.</summary>
    public ZoneSnapshot Current => current;

    /// <inheritdoc/>
    public Task<ZoneReceipt> ChangeAsync(IReadOnlyList<RecordChange> changes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (writing)
        {
            var (after, refusals) = current.Apply(changes, NextSerial());
            if (refusals.Count > 0) return Task.FromException<ZoneReceipt>(new ZoneRefusedException(string.Join("; ", refusals)));
            current = after;
            return Task.FromResult(new ZoneReceipt($"local-{after.Serial}", InSync: true));
        }
    }

    /// <summary>Replaces the zone by what was accepted before, to be called ahead of serving.</summary>
    /// <returns>Why sets were left out; empty as a rule.</returns>
    public IReadOnlyList<string> Restore(IEnumerable<RecordSet> accepted)
    {
        lock (writing)
        {
            var creations = accepted.Select(set => new RecordChange(ChangeAction.Create, set));
            (current, var refusals) = ZoneSnapshot.Bare(current.Apex, current.Serial).Apply(creations, NextSerial());
            return refusals;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordSet> ListAsync(CancellationToken cancel) => current.Sets.ToAsyncEnumerable();

    private uint NextSerial() => Math.Max(current.Serial + 1, Seconds(clock));

    private static uint Seconds(TimeProvider clock) => (uint)clock.GetUtcNow().ToUnixTimeSeconds();
}
