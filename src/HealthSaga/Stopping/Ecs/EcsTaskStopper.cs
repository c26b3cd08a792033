using System.Threading.RateLimiting;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Stopping.Ecs;

/// <summary>
/// Has ECS stop the task that a container belongs to. Needs <c>ecs:StopTask</c> and <c>ecs:DescribeTasks</c>. The client repeats what was
/// throttled; a task that ECS no longer knows, or knows as stopped, is gone.
/// </summary>
public sealed class EcsTaskStopper(IAmazonECS ecs) : ITaskStopper, IDisposable
{
    private const string Stopped = "STOPPED";
    private const string Missing = "MISSING";

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
            var request = new StopTaskRequest { Cluster = task.Cluster, Task = task.Arn, Reason = order.Reason };
            var answer = await ecs.StopTaskAsync(request, cancel);
            return new StopAnswer(StopOutcome.Accepted, $"ECS: {answer.Task?.LastStatus}, to be {answer.Task?.DesiredStatus}");
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            var code = failure is AmazonServiceException { ErrorCode: { Length: > 0 } given } ? $"{given}: " : "";
            return await IsGoneAsync(task, cancel)
                ? new StopAnswer(StopOutcome.Gone, "ECS no longer knows the task, or knows it as stopped")
                : new StopAnswer(StopOutcome.Failed, $"ECS: {code}{FailureWords.Describe(failure)}");
        }
    }

    public void Dispose() => pace.Dispose();

    /// <summary>
    /// Asked, not read out of an error's text. ECS has to say it: silence, or another failure than a missing task, is no end.
    /// </summary>
    private async Task<bool> IsGoneAsync(Contracts.EcsTask task, CancellationToken cancel)
    {
        try
        {
            var described = await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = task.Cluster, Tasks = [task.Arn] }, cancel);
            var (known, failures) = (described.Tasks ?? [], described.Failures ?? []);
            return known.Count + failures.Count > 0
                && known.TrueForAll(one => one.LastStatus == Stopped)
                && failures.TrueForAll(failure => failure.Reason == Missing);
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            return false;
        }
    }
}
