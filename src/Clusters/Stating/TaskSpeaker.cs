using Pipeline.Clusters.Addresses;
using Pipeline.Clusters.Definitions;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Tasks;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Stating;

/// <summary>Turns what ECS says of a task into a fact, with what its definition and its machine add.</summary>
public sealed class TaskSpeaker(TaskDefinitions definitions, TaskAddresses addresses, ClusterSettings settings, TimeProvider time)
{
    /// <summary>Whether the tasks of this launch type in this cluster are taken from ECS.</summary>
    public bool IsOurs(ClusterTask task) => settings.Is(task.ClusterArn) && settings.LaunchTypes.Contains(task.LaunchType);

    /// <param name="task">A task without a flaw, which is ours.</param>
    /// <param name="asked">When ECS was asked for it; null if an event told it.</param>
    /// <param name="cancel">Cancels the questions to AWS.</param>
    /// <returns>Null if there is nothing to say: no container claims anything, or none runs yet.</returns>
    /// <exception cref="EcsUnavailableException">AWS did not answer.</exception>
    public async Task<IHostFact?> StateAsync(ClusterTask task, DateTimeOffset? asked, CancellationToken cancel)
    {
        if (await definitions.FindAsync(task.TaskDefinitionArn, cancel) is not { } template) return null;
        if (!TaskContainers.Claim(task, template)) return null;
        var reached = await addresses.FindAsync(task, template, cancel);
        var fact = TaskStatement.Write(
            task, template, reached, settings.OwnerLabel, settings.ResyncEvery, asked ?? time.GetUtcNow(), asked is not null);
        return fact is HostReported report && !(settings.TakesServices && task.IsOfService) ? KeepNames(report) : fact;
    }

    /// <summary>Where no service can take a name to its balancer, the name leads to the task, whatever its container says.</summary>
    private static HostReported KeepNames(HostReported report) => report with
    {
        Containers =
        [
            .. report.Containers.Select(one => one with { Endpoints = [.. one.Endpoints.Select(claim => claim with { Route = null })] }),
        ],
    };
}
