namespace Pipeline.Contracts;

/// <summary>
/// What a fact is about.
/// <code>
/// fact                                                     about                      describes
/// ContainerStarted                                         its container              its container
/// ContainerStopping, ContainerPaused, ContainerStopped     its container              nothing
/// HostReported                                             all of its host            the containers that it lists
/// HostLeft                                                 all of its host            nothing
/// </code>
/// </summary>
public static class FactSubject
{
    /// <summary>The identifier of the one container that a fact is about; null if the fact is about all of its host.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fact is of an unknown kind.</exception>
    public static string? GetContainerId(this IHostFact fact) => fact switch
    {
        ContainerStarted started => started.Container.Id,
        ContainerStopping stopping => stopping.ContainerId,
        ContainerPaused paused => paused.ContainerId,
        ContainerStopped stopped => stopped.ContainerId,
        HostReported or HostLeft => null,
        _ => throw Unknown(fact),
    };

    /// <summary>The containers that a fact describes in full.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fact is of an unknown kind.</exception>
    public static IReadOnlyList<ContainerSnapshot> GetSnapshots(this IHostFact fact) => fact switch
    {
        ContainerStarted started => [started.Container],
        HostReported report => report.Containers,
        ContainerStopping or ContainerPaused or ContainerStopped or HostLeft => [],
        _ => throw Unknown(fact),
    };

    /// <summary>Whether a fact replaces all earlier facts of its host.</summary>
    public static bool IsAboutWholeHost(this IHostFact fact) => fact.GetContainerId() is null;

    private static ArgumentOutOfRangeException Unknown(IHostFact fact) =>
        new(nameof(fact), fact.GetType().Name, "An unknown kind of fact.");
}
