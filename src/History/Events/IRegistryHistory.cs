namespace Pipeline.History.Events;

/// <summary>What the registry and the zone's ledger recorded.</summary>
public interface IRegistryHistory
{
    /// <summary>Events as they were recorded, the oldest first.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAsync(HistoryQuestion question, CancellationToken cancel);

    /// <summary>The sequence of the newest event.</summary>
    Task<long> NewestAsync(CancellationToken cancel);

    /// <summary>
    /// The containers, hosts and services that a name can mean. A container is found by its name or by the beginning of its identifier.
    /// </summary>
    Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel);

    /// <summary>The ledger streams of a record, whatever its set identifier and zone.</summary>
    Task<IReadOnlyList<string>> RecordsAsync(string name, CancellationToken cancel);

    /// <summary>Part of a stream, the oldest first.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="afterSequence">Only what was recorded later than this.</param>
    /// <param name="limit">So many at most.</param>
    /// <param name="cancel">Breaks it off.</param>
    Task<IReadOnlyList<RecordedEvent>> AfterAsync(string stream, long afterSequence, int limit, CancellationToken cancel);

    /// <summary>The end of a stream as it was at a moment, the oldest first.</summary>
    Task<IReadOnlyList<RecordedEvent>> EndAsync(string stream, DateTimeOffset? at, int limit, CancellationToken cancel);

    /// <summary>The instances of a service that came and went between two events, the newest of them.</summary>
    Task<IReadOnlyList<RecordedEvent>> OfServiceAsync(
        string service, long afterSequence, long uptoSequence, int limit, CancellationToken cancel);
}

/// <summary>Which events are asked for; what is null is not asked.</summary>
/// <param name="After">Only those of a later sequence.</param>
/// <param name="Last">Only so many of the newest.</param>
public sealed record HistoryQuestion(
    string? Service = null,
    string? Container = null,
    string? Host = null,
    DateTimeOffset? Since = null,
    long? After = null,
    int? Last = null);

/// <summary>An event with what is kept beside it.</summary>
/// <param name="Sequence">Grows over the whole store.</param>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Happened">The event.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Trace">The trace that led to it; null where none was kept.</param>
/// <param name="Fact">The kind of what was stated; null where nothing was, or nobody kept it.</param>
/// <param name="Stated">When it was stated, by the speaker's clock.</param>
/// <param name="Links">Further traces that led to it.</param>
public sealed record RecordedEvent(
    long Sequence,
    string Stream,
    object Happened,
    DateTimeOffset At,
    string? Trace,
    string? Fact,
    DateTimeOffset? Stated,
    IReadOnlyList<string> Links);

/// <summary>What a name may mean.</summary>
/// <param name="Kind">Container, host or service.</param>
/// <param name="Id">The container's identifier, the host's name, the service's name below the domain.</param>
/// <param name="Name">What people call it.</param>
public sealed record Subject(SubjectKind Kind, string Id, string Name);

/// <summary>What is asked about.</summary>
public enum SubjectKind
{
    Service,
    Container,
    Host,
}
