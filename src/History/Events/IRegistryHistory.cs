using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.History.Events;

/// <summary>The recorded events of the registry and of the zone's ledger.</summary>
public interface IRegistryHistory : IEmptiedServices
{
    /// <summary>The events that match, the oldest first.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAsync(HistoryQuestion question, CancellationToken cancel);

    /// <summary>The sequence of the newest event.</summary>
    Task<long> NewestAsync(CancellationToken cancel);

    /// <summary>
    /// The containers, hosts and services that match a name. A container matches by its name or by the beginning of its identifier.
    /// </summary>
    Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel);

    /// <summary>The names of containers by their identifiers, also of those that have ended; others are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> ContainerNamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancel);

    /// <summary>The ledger streams of a record, whatever its set identifier and zone.</summary>
    Task<IReadOnlyList<string>> RecordsAsync(string name, CancellationToken cancel);

    /// <summary>The first events of a stream after a sequence, the oldest first.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="afterSequence">Only events with a higher sequence.</param>
    /// <param name="limit">The maximum number of events.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<RecordedEvent>> AfterAsync(string stream, long afterSequence, int limit, CancellationToken cancel);

    /// <summary>The last events of a stream up to a moment (null for now), the oldest first.</summary>
    Task<IReadOnlyList<RecordedEvent>> EndAsync(string stream, DateTimeOffset? at, int limit, CancellationToken cancel);

    /// <summary>
    /// The newest events between two sequences that registered, withheld or withdrew an instance of a service, the oldest first.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> OfServiceAsync(
        string service, long afterSequence, long uptoSequence, int limit, CancellationToken cancel);

    /// <summary>The claims of present containers that are refused, to a service by whatever form of its name.</summary>
    /// <param name="owned">The owned name (<see cref="OwnedName"/>).</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<RefusedClaim>> RefusalsOfNameAsync(string owned, CancellationToken cancel);

    /// <summary>The containers of a service and the hosts that they run on, as far as they are doubted now.</summary>
    Task<IReadOnlyList<Doubtful>> DoubtsOfServiceAsync(string service, CancellationToken cancel);

    /// <summary>The registered instances of a service at present, and whether a host that is present has its name.</summary>
    Task<(IReadOnlyList<Instance> Instances, bool IsHost)> InstancesOfServiceAsync(string service, CancellationToken cancel);
}

/// <summary>Which events are wanted; a condition that is null matches every event.</summary>
/// <param name="Service">Only events of this service, by its name below the domain.</param>
/// <param name="Container">Only events of this container, by its full identifier.</param>
/// <param name="Host">Only events of this host and of the containers that ever ran on it.</param>
/// <param name="Since">Only events from this moment on.</param>
/// <param name="After">Only events with a higher sequence.</param>
/// <param name="Last">Only this number of the newest events.</param>
/// <param name="Until">Only events before this moment.</param>
/// <param name="Before">Only events with a lower sequence.</param>
public sealed record HistoryQuestion(
    string? Service = null,
    string? Container = null,
    string? Host = null,
    DateTimeOffset? Since = null,
    long? After = null,
    int? Last = null,
    DateTimeOffset? Until = null,
    long? Before = null);

/// <summary>An event with its metadata.</summary>
/// <param name="Sequence">Increases with each event of the store.</param>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Happened">The event.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Trace">The trace that caused it; null if none was stored.</param>
/// <param name="Fact">The kind of the message that caused it; null if no message did, or none was stored.</param>
/// <param name="Stated">When the message was sent, by the sender's clock.</param>
/// <param name="Links">Further traces that caused it.</param>
public sealed record RecordedEvent(
    long Sequence,
    string Stream,
    object Happened,
    DateTimeOffset At,
    string? Trace,
    string? Fact,
    DateTimeOffset? Stated,
    IReadOnlyList<string> Links);

/// <summary>A container, host or service that matches a name.</summary>
/// <param name="Kind">Container, host or service.</param>
/// <param name="Id">The container's identifier, the host's name, or the service's name below the domain.</param>
/// <param name="Name">The name for display.</param>
public sealed record Subject(SubjectKind Kind, string Id, string Name);

/// <summary>A refused claim of a container.</summary>
/// <param name="Reason">Why it is refused, as text for people.</param>
public sealed record RefusedClaim(Subject Container, string Reason);

/// <summary>A subject that is heard but not believed.</summary>
/// <param name="Reason">Why, as text for people.</param>
public sealed record Doubtful(Subject Subject, string Reason);

/// <summary>The kind of a subject.</summary>
public enum SubjectKind
{
    Service,
    Container,
    Host,
}
