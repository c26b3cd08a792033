using System.Collections.Concurrent;
using Pipeline.HealthSaga.Sharing;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryProberShares : IProberShares
{
    private readonly ConcurrentDictionary<string, ProberShare> shares = [];

    public Task SaveAsync(ProberShare share, CancellationToken cancel)
    {
        shares[share.Id] = share;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ProberShare>> ReadAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ProberShare>>([.. shares.Values.OrderBy(share => share.Id, StringComparer.Ordinal)]);
}
