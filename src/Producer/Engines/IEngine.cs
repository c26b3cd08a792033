namespace Pipeline.Producer.Engines;

/// <summary>A container engine, as far as its agent needs it. What it says is neutral; a vendor's types stay behind it.</summary>
/// <remarks>
/// Each call may throw whatever its transport throws: the engine is away, slow or broken, and may come back.
/// Calls end within a deadline of the implementation's own, save <see cref="WatchAsync"/>, which goes on.
/// </remarks>
public interface IEngine
{
    /// <summary>Who the engine is, and what its clock shows.</summary>
    Task<EngineDescription> DescribeAsync(CancellationToken cancel);

    /// <summary>
    /// Hints about containers, from <paramref name="since"/> (by the engine's own clock) onwards, in the engine's order.
    /// Ends, or throws, when the engine or the way to it is gone.
    /// </summary>
    IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel);

    /// <summary>The identifiers of all containers that have begun and not ended.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel);

    /// <summary>What a container is right now; null where the engine does not know it.</summary>
    Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel);
}
