using System.Collections.Immutable;

namespace Pipeline.ServiceDiscovery.Instances;

/// <summary>What was answered for one service.</summary>
/// <param name="Instances">Its instances; empty if it has none.</param>
/// <param name="Tag">What tells this answer from others, as the source gave it; null if it gave nothing.</param>
/// <param name="GoodFor">How long it may be used before the source is asked again.</param>
internal sealed record Reading(ImmutableArray<FoundInstance> Instances, string? Tag, TimeSpan GoodFor);
