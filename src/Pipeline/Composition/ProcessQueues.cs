using Pipeline.Aws.DeadLetters;
using Pipeline.Consuming.Waiting;
using Pipeline.Core.Status;
using Pipeline.History.Status;

namespace Pipeline.Composition;

/// <summary>The queues that a process can read: those of SQS that its settings name, and what waits in the process itself.</summary>
/// <param name="queue">The queue of SQS whose dead letters are shown; null if none is set.</param>
/// <param name="open">Opens it.</param>
/// <param name="here">What waits in this process; null if it consumes nothing.</param>
internal sealed class ProcessQueues(string? queue, Func<string, IDeadLetters> open, WaitingMessages? here) : IQueueReader
{
    public async Task<QueuesFacts?> ReadAsync(CancellationToken cancel)
    {
        if (queue is null && here is null) return null;
        var waiting = here?.ReadWaiting().Select(one => new QueueFacts(one.Queue, one.Messages, 0, one.Since, Reason: one.Reason)) ?? [];
        return new([.. await CountAsync(cancel), .. waiting]);
    }

    private async Task<IReadOnlyList<QueueFacts>> CountAsync(CancellationToken cancel)
    {
        if (queue is null) return [];
        using var letters = open(queue);
        return
        [
            .. (await letters.CountAsync(cancel)).Select(one =>
                new QueueFacts(one.Queue, one.Waiting, one.Taken, Source: one.IsSource ? null : queue)),
        ];
    }
}
