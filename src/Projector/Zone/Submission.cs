using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Projector.Election;

namespace Pipeline.Projector.Zone;

/// <summary>A change list that is being sent to the zone, and the current version of each record's ledger stream.</summary>
public sealed class Submission
{
    private readonly Dictionary<string, int> versions;

    public Submission(string zone, IReadOnlyList<RecordChange> changes, IReadOnlyCollection<LedgerEntry> ledger)
        : this(zone, changes, ledger.ToDictionary(e => e.Id, e => e.Version)) { }

    private Submission(string zone, IReadOnlyList<RecordChange> changes, Dictionary<string, int> versions)
    {
        (Zone, Changes, this.versions) = (zone, changes, versions);
    }

    public string Zone { get; }

    /// <summary>The term in which it is sent.</summary>
    public required ILeaderTerm Term { get; init; }

    public required Guid Batch { get; init; }

    public IReadOnlyList<RecordChange> Changes { get; }

    public Cause Cause { get; init; } = Cause.Unknown;

    /// <summary>When the list was first sent.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>
    /// The traces that caused a record's change, each as its causing span (<see cref="Registry.TraceParent"/>). The lookup uses the longest
    /// known name that is a prefix of the record's name; empty if none is known.
    /// </summary>
    public IReadOnlyList<string> TracesOf(RecordKey key)
    {
        if (Cause.Traces.Count == 0) return [];
        for (var end = key.Name.Length; end > 0; end = key.Name.LastIndexOf('.', end - 1))
            if (Cause.Traces.TryGetValue(key.Name[..end], out var traces)) return traces;
        return [];
    }

    public IEnumerable<RecordKey> Keys => Changes.Select(change => change.Set.Key);

    /// <summary>The two halves of a list that the zone refused; one element if the list cannot be split.</summary>
    public IReadOnlyList<Submission> Halves() =>
        [.. Batches.Halve(Changes).Select(Take)];

    /// <summary>Some of its changes, as a list that is sent or settled separately.</summary>
    public Submission Take(IReadOnlyList<RecordChange> part) =>
        new(Zone, part, versions) { Term = Term, Batch = Batch, Cause = Cause, At = At };

    /// <summary>The version of a stream after the given number of further events.</summary>
    internal int Advance(string stream, int events) => versions[stream] = versions.GetValueOrDefault(stream) + events;
}
