using System.Runtime.CompilerServices;
using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Clusters.Calls;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Resync;

/// <summary>
/// Lists and describes the tasks of the cluster, as fast as its share of ECS's buckets allows. Needs <c>ecs:ListTasks</c> and
/// <c>ecs:DescribeTasks</c>.
/// </summary>
public sealed class ClusterListing(IAmazonECS ecs, PacedCalls calls, ClusterSettings settings)
{
    /// <summary>The most tasks of one DescribeTasks call.</summary>
    private const int TasksPerCall = 100;

    private const string Missing = "MISSING";

    /// <summary>The ARNs of the tasks of a launch type that are to run, a page at a time.</summary>
    /// <exception cref="EcsUnavailableException">ECS did not answer.</exception>
    public async IAsyncEnumerable<IReadOnlyList<string>> ListAsync(
        string launchType, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListTasksRequest { Cluster = settings.Cluster, LaunchType = launchType };
        do
        {
            var page = await calls.AskAsync("ListTasks", () => ecs.ListTasksAsync(request, cancel), cancel);
            yield return page.TaskArns ?? [];
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    /// <summary>Describes tasks by their ARNs or identifiers.</summary>
    /// <exception cref="EcsUnavailableException">ECS did not answer, or not about all of them.</exception>
    public async IAsyncEnumerable<TaskAnswer> DescribeAsync(
        IEnumerable<string> tasks, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var some in tasks.Chunk(TasksPerCall))
        {
            var request = new DescribeTasksRequest { Cluster = settings.Cluster, Tasks = [.. some] };
            var answer = await calls.AskAsync("DescribeTasks", () => ecs.DescribeTasksAsync(request, cancel), cancel);
            foreach (var task in answer.Tasks ?? [])
                yield return new TaskAnswer(AnswerReader.Read(task));
            foreach (var failure in answer.Failures ?? [])
                if (failure is { Reason: Missing, Arn.Length: > 0 })
                    yield return new TaskAnswer(null) { MissingId = failure.Arn[(failure.Arn.LastIndexOf('/') + 1)..] };
        }
    }
}

/// <summary>What ECS answered about one task.</summary>
/// <param name="Task">The task; null if ECS has no such task.</param>
public sealed record TaskAnswer(ClusterTask? Task)
{
    /// <summary>The identifier of a task that ECS does not have; null if it has it.</summary>
    public string? MissingId { get; init; }
}
