using System.Threading.RateLimiting;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Stopping.Ecs;

/// <summary>
/// Has ECS stop the task that a container belongs to. Needs <c>ecs:StopTask</c> and <c>ecs:DescribeTasks</c>. The client repeats what was
/// throttled; a task that ECS no longer knows, or knows as stopped, is gone.
/// </summary>
public sealed class EcsTaskStopper(IAmazonECS ecs) : ITaskStopper, IDisposable
{
    private const string Stopped = "STOPPED";

    /// <summary>
    /// Half of what ECS grants an account for StopTask, RunTask and others together: a burst of 100, and 40 a second (Amazon ECS API
    /// reference, request throttling).
    /// </summary>
    private readonly TokenBucketRateLimiter pace = new(new()
    {
        TokenLimit = 50,
        TokensPerPeriod = 2,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public bool StopsWithoutTask => false;

    public async Task<StopAnswer> StopAsync(Contracts.StopTask order, CancellationToken cancel)
    {
        if (order.Task is not { } task) return new StopAnswer(StopOutcome.Failed, "it belongs to no ECS task");

        using var lease = await pace.AcquireAsync(1, cancel);
        try
        {
            var answer = await ecs.StopTaskAsync(new StopTaskRequest { Cluster = task.Cluster, Task = task.Arn, Reason = order.Reason }, cancel);
            return new StopAnswer(StopOutcome.Accepted, $"ECS: {answer.Task?.LastStatus}, to be {answer.Task?.DesiredStatus}");
        }
        catch (AmazonServiceException refusal) when (!cancel.IsCancellationRequested)
        {
            return await IsGoneAsync(task, cancel)
                ? new StopAnswer(StopOutcome.Gone, "ECS no longer knows the task, or knows it as stopped")
                : new StopAnswer(StopOutcome.Failed, $"ECS: {refusal.ErrorCode}: {refusal.Message}");
        }
    }

    public void Dispose() => pace.Dispose();

    /// <summary>Asked, not read out of an error's text.</summary>
    private async Task<bool> IsGoneAsync(Contracts.EcsTask task, CancellationToken cancel)
    {
        try
        {
            var described = await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = task.Cluster, Tasks = [task.Arn] }, cancel);
            return (described.Tasks ?? []).TrueForAll(known => known.LastStatus == Stopped);
        }
        catch (AmazonServiceException)
        {
            return false;
        }
    }
}
