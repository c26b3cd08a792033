namespace Pipeline.Core.Hosts;

/// <summary>
/// For how long each host is silent, by this process's own monotonic clock: since it last saw the host's lease change. The times in a lease
/// are other processes' clocks, so they are compared with themselves only: a clock that is wrong suspects no host and spares none.
/// </summary>
/// <param name="time">The clock; its time of day is not read.</param>
public sealed class Silences(TimeProvider time)
{
    private readonly Dictionary<string, Sighting> hosts = new(StringComparer.Ordinal);
    private long listeningSince = time.GetTimestamp();

    /// <summary>Counts from now on: until now, this process did not listen.</summary>
    public void ListenAnew() => listeningSince = time.GetTimestamp();

    /// <summary>Forgets all hosts but these.</summary>
    public void Keep(IEnumerable<string> names)
    {
        var kept = names.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in hosts.Keys.Where(host => !kept.Contains(host)).ToArray()) hosts.Remove(gone);
    }

    /// <summary>For how long a host is silent, whose lease was just read. A host that is seen first has just been heard.</summary>
    public Silence Measure(HostLease lease)
    {
        var now = time.GetTimestamp();
        var (heard, doubted) = (lease.LastHeard, lease.Doubt?.LastHeard);
        hosts[lease.Id] = hosts.TryGetValue(lease.Id, out var seen)
            ? new Sighting(
                heard, heard == seen.Heard ? seen.HeardAt : now,
                doubted, doubted == seen.Doubted ? seen.DoubtedAt : doubted is null ? null : now)
            : new Sighting(heard, now, doubted, doubted is null ? null : now);
        var last = hosts[lease.Id];
        var ofBelieved = SinceLater(last.HeardAt);
        var ofDoubted = last.DoubtedAt is { } at ? SinceLater(at) : (TimeSpan?)null;
        return new Silence(ofDoubted < ofBelieved ? ofDoubted.Value : ofBelieved, ofDoubted);
    }

    private TimeSpan SinceLater(long seen) => time.GetElapsedTime(Math.Max(seen, listeningSince));

    /// <param name="HeardAt">When <paramref name="Heard"/> was first seen.</param>
    /// <param name="DoubtedAt">When <paramref name="Doubted"/> was first seen; null if the lease holds no doubt.</param>
    private readonly record struct Sighting(DateTimeOffset Heard, long HeardAt, DateTimeOffset? Doubted, long? DoubtedAt);
}

/// <summary>For how long nothing was heard.</summary>
/// <param name="OfHost">Nothing of the host, believed or not: a host that is heard is not silent.</param>
/// <param name="OfDoubt">Nothing doubtful of it; null if there is no doubt.</param>
public readonly record struct Silence(TimeSpan OfHost, TimeSpan? OfDoubt);
