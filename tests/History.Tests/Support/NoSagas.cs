using Pipeline.Core.Health;
using Pipeline.History.Sagas;

namespace Pipeline.History.Tests.Support;

/// <summary>Nothing is checked.</summary>
internal sealed class NoSagas : IHealthReader
{
    public Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SagaView>>([]);

    public Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel) => throw new NotSupportedException();

    public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) => Task.FromResult<SagaStory?>(null);

    public Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel) =>
        throw new NotSupportedException();
}
