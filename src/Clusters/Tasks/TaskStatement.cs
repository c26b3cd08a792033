using Pipeline.Claims;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Clusters.Tasks;

/// <summary>
/// What ECS says of a task, as a fact of the task's own host. It says all there is to say, so it may come twice, late or never.
/// <code>
/// the task                                            the fact
/// is to stop, or has stopped                          its host leaves, at once: SIGTERM is near, or was sent
/// has no address yet, or nothing of it runs yet       none
/// runs                                                a full report of its running containers
/// </code>
/// </summary>
internal static class TaskStatement
{
    /// <summary>ECS speaks for the host of each task, from the first statement to the last.</summary>
    private const string Speaker = "ecs";

    /// <summary>
    /// A version counts more than any number of seconds since 1970, so statements are ordered by the version alone. The time orders what a
    /// version does not: the health that is asked for, and that ECS still knows the task.
    /// </summary>
    private const long SecondsPerVersion = 10_000_000_000;

    private const long HighestVersion = (long.MaxValue / SecondsPerVersion) - 1;

    /// <summary>What is wrong with a task, as text for people; null if it can be stated.</summary>
    public static string? FindFlaw(ClusterTask task) => task switch
    {
        { Id.Length: 0 or > 50 } => "names no task",
        _ when task.Id.Any(letter => !char.IsAsciiHexDigitLower(letter) && letter is not '-') => "names no task",
        { ClusterArn: null or "" } => "names no cluster",
        { TaskDefinitionArn: null or "" } => "names no task definition",
        { Version: <= 0 or > HighestVersion } => "has no version",
        { DesiredStatus: null or "" } => "has no desired status",
        _ => null,
    };

    /// <param name="task">The task.</param>
    /// <param name="template">Its definition.</param>
    /// <param name="addresses">Where it is reached: its own interface (awsvpc), or its machine.</param>
    /// <param name="ownerLabel">The label that says who owns a container.</param>
    /// <param name="interval">The time between two resyncs.</param>
    /// <param name="now">When it was received, or asked for.</param>
    /// <param name="asked">Whether it is an answer to a question; an event comes before all answers about its version.</param>
    /// <returns>Null if there is nothing to say yet.</returns>
    public static IHostFact? Write(
        ClusterTask task, TaskTemplate template, InterfaceAddresses? addresses, string ownerLabel, TimeSpan interval,
        DateTimeOffset now, bool asked)
    {
        if (addresses?.IPv4 is not { } address || !TaskContainers.Claim(task, template)) return null;
        var host = new HostIdentity(TaskHost.NameOf(task.Id), address) { Address6 = addresses.IPv6 };
        var stamp = WriteStamp(task, asked ? now : DateTimeOffset.UnixEpoch);
        if (task.IsLeaving) return new HostLeft { Host = host, Stamp = stamp, At = now, Reason = DescribeStop(task) };
        if (task.LastStatus is not "RUNNING" && task.Containers?.Any(container => container is { Runs: true }) is not true) return null;

        var own = template.NetworkMode is "awsvpc" ? addresses : null;
        return new HostReported
        {
            Host = host,
            Stamp = stamp,
            At = now,
            Interval = interval,
            Engine = $"ecs {task.LaunchType.ToLowerInvariant()}",
            Containers =
            [
                .. TaskContainers.Inspect(task, template)
                    .Select(container => new ClaimReader(container).ReadSnapshot(new Reachability(addresses, container, own), ownerLabel))
                    .OfType<ContainerSnapshot>(),
            ],
        };
    }

    /// <summary>A task that is to stop, or has stopped, and whose addresses ECS may have taken away already.</summary>
    public static HostLeft WriteEnd(ClusterTask task, HostIdentity host, DateTimeOffset now) =>
        new() { Host = host, Stamp = WriteStamp(task, now), At = now, Reason = DescribeStop(task) };

    /// <summary>A task that ECS knows no longer.</summary>
    /// <param name="host">Its host.</param>
    /// <param name="known">The stamp of the newest statement about it.</param>
    /// <param name="now">When ECS was asked.</param>
    public static HostLeft WriteMissing(HostIdentity host, Stamp known, DateTimeOffset now) => new()
    {
        Host = host,
        Stamp = known with { Sequence = known.Sequence + 1 },
        At = now,
        Reason = "ECS knows the task no longer",
    };

    private static Stamp WriteStamp(ClusterTask task, DateTimeOffset asked) => new(
        task.CreatedAt?.ToUnixTimeMilliseconds() ?? 0, (task.Version * SecondsPerVersion) + asked.ToUnixTimeSeconds())
    {
        Incarnation = Speaker,
    };

    private static string DescribeStop(ClusterTask task) => (task.StopCode, task.StoppedReason) switch
    {
        ({ Length: > 0 } code, { Length: > 0 } reason) => $"ECS stops the task ({code}: {reason})",
        ({ Length: > 0 } code, _) => $"ECS stops the task ({code})",
        (_, { Length: > 0 } reason) => $"ECS stops the task ({reason})",
        _ => "ECS stops the task",
    };
}
