namespace Pipeline.Core.Instances;

/// <summary>What is kept of a container for longer than its events.</summary>
/// <param name="Container">Its identifier.</param>
/// <param name="Name">The name that it had last.</param>
/// <param name="Host">The host that reported it last.</param>
/// <param name="Image">The image of its last run.</param>
/// <param name="Task">The ARN of its ECS task; null for none.</param>
/// <param name="Services">Every service that it was registered for.</param>
/// <param name="Began">When its first run was heard of; its end if none was.</param>
/// <param name="Ended">When it ended, or its host was lost or left.</param>
/// <param name="Runs">The number of its runs.</param>
/// <param name="End">How it ended, as text for people.</param>
/// <param name="ExitCode">The exit code of its last run; null if it is not known.</param>
public sealed record Life(
    string Container, string Name, string Host, string Image, string? Task, IReadOnlyList<string> Services, DateTimeOffset Began,
    DateTimeOffset Ended, int Runs, string End, int? ExitCode)
{
    /// <summary>The summary of a container that is gone.</summary>
    /// <param name="gone">The container as its events fold to it.</param>
    /// <param name="events">Its events, the oldest first.</param>
    public static Life Summarize(Container gone, IReadOnlyCollection<ContainerEvent> events)
    {
        var runs = events.OfType<RunBegan>().ToList();
        var ended = events.OfType<RunEnded>().LastOrDefault();
        return new(
            gone.Id, gone.Name, gone.Host, gone.Image, gone.Task?.Arn,
            [.. events.OfType<InstanceRegistered>().Select(e => e.Instance.Service).Distinct().Order(StringComparer.Ordinal)],
            runs.FirstOrDefault()?.At ?? gone.Since, gone.Since, runs.Count,
            Describe(gone, events, ended), gone.Status is ContainerStatus.Stopped ? ended?.ExitCode : null);
    }

    private static string Describe(Container gone, IEnumerable<ContainerEvent> events, RunEnded? ended)
    {
        if (gone.Status is ContainerStatus.Orphaned) return events.OfType<RunOrphaned>().Last().Reason;
        var ejected = gone.Fitness is { Condemned: true } fitness && fitness.Run == gone.StartedAt
            ? ", after it was ejected for its health"
            : "";
        return ended?.End switch
        {
            RunEnd.Removed => "removed",
            RunEnd.Absent => "missing from its host's report",
            _ => "its main process ended",
        } + ejected;
    }
}
