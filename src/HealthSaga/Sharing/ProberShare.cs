using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.HealthSaga.Sharing;

/// <summary>Which shards a process checks. Stored under this name.</summary>
/// <param name="Id">The process's name.</param>
/// <param name="At">When it was written; of two that claim one shard, the later is right.</param>
public sealed record ProberShare(string Id, IReadOnlyList<int> Shards, DateTimeOffset At)
{
    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }
}
