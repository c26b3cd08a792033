using System.Net;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// A hosted zone in memory, served by a <see cref="LocalZoneServer"/>. Changes follow Route 53's rules: each list is applied atomically.
/// The content is lost when the process ends; it is restored from the ledger.
/// </summary>
/// <param name="domain">The zone's name.</param>
/// <param name="nameServer">The address on which its name server listens: the address of <c>ns.</c> below the domain.</param>
/// <param name="clock">The clock from which serials are derived, so that they increase across restarts.</param>
/// <exception cref="ArgumentException">The domain is not a valid domain name.</exception>
public sealed class LocalZone(string domain, IPAddress nameServer, TimeProvider clock) : IZone
{
    private readonly Lock gate = new();
    private volatile ZoneSnapshot current = ZoneSnapshot.Bare(new ZoneApex(domain, nameServer), GetUnixSeconds(clock));

    public string Id => $"local:{Current.Apex.Name}";

    public string Domain => Current.Apex.Name;

    public bool ForgetsItsFence => true;

    /// <summary>The addresses with which aliases of load balancers are answered.</summary>
    public AliasAddresses Outside { get; init; } = new(clock);

    /// <summary>The current snapshot of the zone; a snapshot is immutable.</summary>
    public ZoneSnapshot Current => current;

    /// <inheritdoc/>
    public Task<ZoneReceipt> ChangeAsync(ChangeList changes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            var (after, refusals) = current.Apply(changes, NextSerial());
            if (refusals.Count > 0) return Task.FromException<ZoneReceipt>(new ZoneRefusedException(string.Join("; ", refusals)));
            current = after;
            Resolve(changes.Records.Select(change => change.Set));
            return Task.FromResult(new ZoneReceipt($"local-{after.Serial}", InSync: true));
        }
    }

    /// <summary>Replaces the zone's content by the record sets that were accepted before; call it before serving.</summary>
    /// <returns>The reasons for omitted sets; normally empty.</returns>
    public IReadOnlyList<string> Restore(IEnumerable<RecordSet> accepted)
    {
        lock (gate)
        {
            var creations = accepted.Select(set => new ExactChange(ExactAction.Create, set));
            (current, var refusals) = ZoneSnapshot.Bare(current.Apex, current.Serial).Apply(creations, NextSerial());
            Resolve(current.Sets);
            return refusals;
        }
    }

    /// <summary>Begins to resolve what aliases lead to, so that it is known when the first client asks.</summary>
    private void Resolve(IEnumerable<RecordSet> sets)
    {
        foreach (var target in sets.Select(DnsRecords.FindOutsideTarget).OfType<string>()) Outside.Find(target);
    }

    /// <inheritdoc/>
    public Task<FenceRecord?> ReadFenceAsync(CancellationToken cancel) => Task.FromResult(current.Fence);

    /// <summary>Edits the zone as another program may: past the fence.</summary>
    /// <returns>The reasons for omitted changes; normally empty.</returns>
    public IReadOnlyList<string> Edit(params IEnumerable<ExactChange> changes)
    {
        lock (gate)
        {
            (current, var refusals) = current.Apply(changes, NextSerial());
            return refusals;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordSet> ListAsync(CancellationToken cancel) => current.Sets.ToAsyncEnumerable();

    private uint NextSerial() => Math.Max(current.Serial + 1, GetUnixSeconds(clock));

    private static uint GetUnixSeconds(TimeProvider clock) => (uint)clock.GetUtcNow().ToUnixTimeSeconds();
}
