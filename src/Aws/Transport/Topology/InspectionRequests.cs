namespace Pipeline.Aws.Transport.Topology;

/// <summary>Asks all endpoints of the bus to inspect their parts at once, because somebody found one gone.</summary>
internal sealed class InspectionRequests
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next request.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Request() =>
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
