using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Judging;

/// <summary>The sagas of one round: those that are due, and all others of their ECS tasks.</summary>
internal sealed class RoundSagas
{
    private readonly Dictionary<string, ContainerHealthSaga> sagas;
    private readonly ILookup<string, ContainerHealthSaga> tasks;

    private RoundSagas(IEnumerable<ContainerHealthSaga> all)
    {
        sagas = all.DistinctBy(saga => saga.CorrelationId).ToDictionary(saga => saga.Health!.ContainerId);
        tasks = sagas.Values.Where(saga => saga.Health!.Task is not null).ToLookup(saga => saga.Health!.Task!.Arn);
    }

    /// <summary>The saga of a container.</summary>
    public ContainerHealthSaga this[string container] => sagas[container];

    /// <summary>The health of all containers of a container's task; nothing outside ECS.</summary>
    public IEnumerable<ContainerHealth> TaskOf(ContainerHealthSaga saga) =>
        saga.Health!.Task is { Arn: var task } ? tasks[task].Select(other => other.Health!) : [];

    /// <summary>Reads the tasks of those that are decided about.</summary>
    public static async Task<RoundSagas> ReadAsync(
        IFleetReader fleet, IReadOnlyList<ContainerHealthSaga> due, HealthPolicy policy, CancellationToken cancel)
    {
        string[] arns =
        [
            .. due.Select(saga => saga.Health!)
                .Where(health => health.NeedsGovernor(policy) || health.LeavesWithTask)
                .Select(health => health.Task?.Arn).OfType<string>().Distinct(),
        ];
        return new RoundSagas(arns.Length == 0 ? due : [.. due, .. await fleet.OfTasksAsync(arns, cancel)]);
    }
}
