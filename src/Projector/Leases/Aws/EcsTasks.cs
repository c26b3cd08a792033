using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>
/// Asks ECS for the tasks whose hosts are silent: ECS has stated nothing of them for long, which is no end of theirs. Only ECS's own word
/// that a task has stopped, or is unknown, is.
/// </summary>
/// <param name="cluster">The name or ARN of the cluster; null if none is set, so that nobody can be asked.</param>
public sealed class EcsTasks(IAmazonECS ecs, string? cluster)
{
    /// <summary>The largest number of tasks in one DescribeTasks call.</summary>
    private const int TasksPerCall = 100;

    private const string Stopped = "STOPPED";
    private const string Missing = "MISSING";

    /// <summary>The report on each host, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(IEnumerable<string> hosts, CancellationToken cancel)
    {
        var reports = new Dictionary<string, WitnessReport>();
        foreach (var some in hosts.Chunk(TasksPerCall))
            foreach (var (host, report) in await AskAsync(some, cancel))
                reports[host] = report;
        return reports;
    }

    private async Task<Dictionary<string, WitnessReport>> AskAsync(string[] hosts, CancellationToken cancel)
    {
        var reports = hosts.ToDictionary(host => host, _ => new WitnessReport(Presence.Uncertain, "ECS was not asked: no cluster is set"));
        if (cluster is null) return reports;
        try
        {
            var request = new DescribeTasksRequest { Cluster = cluster, Tasks = [.. hosts.Select(TaskHost.TaskIdOf)] };
            var described = await ecs.DescribeTasksAsync(request, cancel);
            foreach (var host in hosts) reports[host] = Read(TaskHost.TaskIdOf(host), described);
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            var report = new WitnessReport(Presence.Uncertain, $"the ECS query failed ({FailureWords.Describe(failure)})");
            foreach (var host in hosts) reports[host] = report;
        }

        return reports;
    }

    private static WitnessReport Read(string id, DescribeTasksResponse described)
    {
        if ((described.Tasks ?? []).Find(task => IsOf(task.TaskArn, id)) is { } known)
            return known.LastStatus is Stopped
                ? new WitnessReport(Presence.Gone, "ECS says that the task has stopped")
                : new WitnessReport(Presence.Running, $"ECS says that the task is {known.LastStatus}");
        return (described.Failures ?? []).Exists(failure => failure.Reason is Missing && IsOf(failure.Arn, id))
            ? new WitnessReport(Presence.Gone, "ECS knows the task no longer")
            : new WitnessReport(Presence.Uncertain, "ECS said nothing about the task");
    }

    private static bool IsOf(string? arn, string id) => arn is not null && (arn == id || arn.EndsWith($"/{id}", StringComparison.Ordinal));
}
