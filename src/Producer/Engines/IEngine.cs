namespace Pipeline.Producer.Engines;

/// <summary>
/// A container engine, as far as the agent needs it. Its answers are neutral; a vendor's types stay in the implementation.
/// </summary>
/// <remarks>
/// A call throws whatever its transport throws when the engine is unreachable, slow or broken; callers retry. Each call ends within a
/// deadline that the implementation sets, except <see cref="WatchAsync"/>, which runs until the stream ends.
/// </remarks>
public interface IEngine
{
    /// <summary>Identifies the engine and reads its clock.</summary>
    Task<EngineDescription> DescribeAsync(CancellationToken cancel);

    /// <summary>
    /// Streams hints from <paramref name="since"/> (by the engine's clock) onwards, in the engine's order. Ends or throws when the
    /// connection to the engine is lost.
    /// </summary>
    IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel);

    /// <summary>Lists the identifiers of all containers that run or are paused.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel);

    /// <summary>Inspects a container.</summary>
    /// <returns>Null if the engine does not know the container.</returns>
    Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel);
}
