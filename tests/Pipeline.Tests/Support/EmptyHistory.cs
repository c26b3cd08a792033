using Pipeline.Core.Instances;
using Pipeline.History.Events;

namespace Pipeline.Tests.Support;

/// <summary>The history of a registry in which nothing ever happened.</summary>
internal sealed class EmptyHistory : IRegistryHistory
{
    public IAsyncEnumerable<RecordedEvent> ReadAsync(HistoryQuestion question, CancellationToken cancel) =>
        AsyncEnumerable.Empty<RecordedEvent>();

    public Task<long> NewestAsync(CancellationToken cancel) => Task.FromResult(0L);

    public Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel) => None<Subject>();

    public Task<IReadOnlyDictionary<string, string>> ContainerNamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    public Task<IReadOnlyList<string>> RecordsAsync(string name, CancellationToken cancel) => None<string>();

    public Task<IReadOnlyList<RecordedEvent>> AfterAsync(string stream, long afterSequence, int limit, CancellationToken cancel) =>
        None<RecordedEvent>();

    public Task<IReadOnlyList<RecordedEvent>> EndAsync(string stream, DateTimeOffset? at, int limit, CancellationToken cancel) =>
        None<RecordedEvent>();

    public Task<IReadOnlyList<RecordedEvent>> OfServiceAsync(
        string service, long afterSequence, long uptoSequence, int limit, CancellationToken cancel) => None<RecordedEvent>();

    public Task<IReadOnlyList<RefusedClaim>> RefusalsOfNameAsync(string owned, CancellationToken cancel) => None<RefusedClaim>();

    public Task<IReadOnlyList<EmptiedService>> EmptiedServicesAsync(DateTimeOffset since, CancellationToken cancel) =>
        None<EmptiedService>();

    public Task<IReadOnlyList<Doubtful>> DoubtsOfServiceAsync(string service, CancellationToken cancel) => None<Doubtful>();

    public Task<(IReadOnlyList<Instance> Instances, bool IsHost)> InstancesOfServiceAsync(string service, CancellationToken cancel) =>
        Task.FromResult<(IReadOnlyList<Instance>, bool)>(([], false));

    private static Task<IReadOnlyList<T>> None<T>() => Task.FromResult<IReadOnlyList<T>>([]);
}
