namespace Pipeline.Aws.Transport.Topology;

/// <summary>Lets whoever finds a part gone have all endpoints of the bus look at once.</summary>
internal sealed class TopologyDoubts
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next doubt.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() =>
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
