namespace Pipeline.Core.Health;

/// <summary>
/// The containers of one ECS task are removed as one, because a stop ends them all: one of them leads, the others leave DNS with it, and
/// return if it stays.
/// </summary>
public static class TaskRemoval
{
    /// <summary>
    /// How long a task may take to end after the container that led its removal has ended; after that, the others were not stopped with it.
    /// </summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(2);

    /// <summary>Whether a container leads the removal of its task.</summary>
    public static bool Leads(ContainerHealth health, DateTimeOffset now) => health switch
    {
        { LeavesWithTask: true } => false,
        { State: HealthState.Condemned or HealthState.Draining or HealthState.Stuck } => true,
        { State: HealthState.Stopping, IsStopOurs: true } => true,
        { State: HealthState.Stopped, IsStopOurs: true, Since: var since } => now - since < EndsWithin,
        _ => false,
    };

    /// <summary>
    /// The decision to let a container return to DNS that left it with its task; null while another container of the task leads.
    /// </summary>
    public static GovernorDecision? FindReturn(ContainerHealth health, IEnumerable<ContainerHealth> task, DateTimeOffset now) =>
        !health.LeavesWithTask || task.Any(other => other.ContainerId != health.ContainerId && Leads(other, now))
            ? null
            : new GovernorDecision(GovernorDecisionKind.SpareWithTask, "no other container of its task is being removed any more");

    /// <summary>
    /// Another container of the task that answers again since the stop was allowed, because a person released it or it began anew; null if
    /// none does. A stop may be requested long after it was allowed.
    /// </summary>
    public static ContainerHealth? FindReturned(string leader, IEnumerable<ContainerHealth> task) =>
        task.FirstOrDefault(other => other.ContainerId != leader && other.State is (HealthState.Starting or HealthState.Healthy
            or HealthState.Suspect or HealthState.Unproven or HealthState.Spared or HealthState.Condemned or HealthState.Released));

    /// <summary>Whether no resolver leads clients to a container any more, so that a stop may end it.</summary>
    public static bool IsOut(ContainerHealth health, HealthPolicy policy, DateTimeOffset now) => health switch
    {
        { State: HealthState.Draining, Since: var since } => now - since >= policy.Ttl,
        { State: HealthState.Stopping or HealthState.Stopped or HealthState.Paused } => true,
        { AwaitsStop: true } => true,
        _ => false,
    };
}
