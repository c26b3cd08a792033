using Pipeline.Core.Status;

namespace Pipeline.History.Status;

/// <summary>Counts the messages that wait.</summary>
public interface IQueueReader
{
    /// <summary>The queues that this process can read; null if it can read none.</summary>
    Task<QueuesFacts?> ReadAsync(CancellationToken cancel);
}
