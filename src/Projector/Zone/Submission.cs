using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>One change list on its way to the zone, and how far each record's ledger stream has come with it.</summary>
public sealed class Submission
{
    private readonly Dictionary<string, int> versions;

    public Submission(string zone, IReadOnlyList<RecordChange> changes, IEnumerable<LedgerEntry> ledger)
        : this(zone, changes, ledger.ToDictionary(e => e.Id, e => e.Version)) { }

    private Submission(string zone, IReadOnlyList<RecordChange> changes, Dictionary<string, int> versions)
    {
        (Zone, Changes, this.versions) = (zone, changes, versions);
    }

    public string Zone { get; }

    public Guid Batch { get; } = Guid.CreateVersion7();

    public IReadOnlyList<RecordChange> Changes { get; }

    /// <summary>The two halves of a list that the zone refused as a whole.</summary>
    public IEnumerable<Submission> Halves()
    {
        var middle = Changes.Count / 2;
        yield return new Submission(Zone, [.. Changes.Take(middle)], versions);
        yield return new Submission(Zone, [.. Changes.Skip(middle)], versions);
    }

    /// <summary>The version of a stream after so many more events.</summary>
    internal int Advance(string stream, int events) => versions[stream] = versions.GetValueOrDefault(stream) + events;
}
