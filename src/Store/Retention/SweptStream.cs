using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Retention;

namespace Pipeline.Store.Retention;

/// <summary>What a stream's events up to a position fold to, and what becomes of them.</summary>
/// <param name="id">The stream.</param>
/// <param name="latest">The stream's version, with the events after the position.</param>
internal sealed class SweptStream(string id, long latest)
{
    private readonly List<ContainerEvent> lived = [];
    private object? state;
    private object? last;
    private bool isWhole = true;

    public string Id => id;

    /// <summary>The version of the last event up to the position.</summary>
    public long Version { get; private set; }

    /// <summary>The number of events up to the position.</summary>
    public int Count { get; private set; }

    /// <summary>Whether its state has an end: then it is dropped, once its last event is old enough.</summary>
    public bool IsDropped => isWhole && Version == latest && state switch
    {
        Container { IsPresent: false } => true,
        Host { IsPresent: false, Doubt: null } => true,
        NameBinding { IsFree: true } => true,
        LedgerEntry { Held: null, Pending: null, Foreign: null } => true,
        _ => false,
    };

    /// <summary>What takes the place of its events up to the position; null if they stay.</summary>
    public object? Summary => !isWhole || IsDropped || Count < 2 ? null : (state, last) switch
    {
        (Host host, HostEvent e) => new HostSummarized(host, e.At),
        (NameBinding name, NameEvent e) => new NameSummarized(name, e.At),
        (LedgerEntry entry, LedgerEvent e) => new RecordSummarized(entry, e.At),
        _ => null,
    };

    /// <summary>The life of a container that is dropped; null for anything else.</summary>
    public Life? Life => IsDropped && state is Container gone ? Life.Summarize(gone, lived) : null;

    /// <summary>Takes in its next event.</summary>
    /// <param name="version">The event's version.</param>
    /// <param name="happened">The event.</param>
    /// <param name="isKnown">Whether this version knows its kind and all its words; a stream with others stays as it is.</param>
    public void Apply(long version, object? happened, bool isKnown)
    {
        (Version, Count, last) = (version, Count + 1, happened);
        isWhole &= isKnown && (Count > 1 || version == 1 || happened is ISummary);
        if (happened is ContainerEvent one) lived.Add(one);
        state = happened switch
        {
            ContainerEvent e => Container.Evolve((Container?)state, id, e),
            HostEvent e => Host.Evolve((Host?)state, id, e),
            NameEvent e => NameBinding.Evolve((NameBinding?)state, id, e),
            LedgerEvent e => LedgerEntry.Evolve((LedgerEntry?)state, id, e),
            _ => state,
        };
    }
}
