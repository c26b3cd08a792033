using System.Collections.Immutable;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Live sagas that are alike.</summary>
/// <param name="FailingSince">When they began to fail; null while they do not.</param>
/// <param name="IsChecked">Whether any of their ports has a check.</param>
public sealed record FleetGroup(
    HealthState State, string Host, int Shard, ImmutableArray<string> Services, DateTimeOffset? FailingSince, bool IsChecked, int Count)
{
    /// <summary>The groups of live sagas that are at hand, each with its shard.</summary>
    public static IReadOnlyList<FleetGroup> Of(IEnumerable<(ContainerHealth Health, int Shard)> live) =>
    [
        .. live
            .GroupBy(saga => (
                saga.Health.State, saga.Health.Host, saga.Shard, Services: string.Join('\n', saga.Health.Services),
                saga.Health.FailingSince, saga.Health.IsChecked))
            .Select(alike => new FleetGroup(
                alike.Key.State, alike.Key.Host, alike.Key.Shard, [.. alike.First().Health.Services], alike.Key.FailingSince,
                alike.Key.IsChecked, alike.Count())),
    ];
}
