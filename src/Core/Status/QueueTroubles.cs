namespace Pipeline.Core.Status;

/// <summary>Messages that nobody handles.</summary>
internal static class QueueTroubles
{
    /// <summary>Fewer messages than this are handled within seconds.</summary>
    private const int Many = 1_000;

    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    /// <param name="facts">What is known.</param>
    /// <param name="areFactsLate">Whether it is said already that facts wait.</param>
    public static IEnumerable<Trouble> Find(StatusFacts facts, bool areFactsLate)
    {
        foreach (var queue in facts.Queues.Value?.Queues ?? [])
        {
            if (queue is { Source: { } source, Waiting: > 0 })
                yield return new(
                    TroubleKind.DeadLetters, TroubleWeight.Warning, queue.Name,
                    $"{queue.Waiting} {(queue.Waiting == 1 ? "message" : "messages")} could not be handled",
                    $"./pipeline dead-letters --queue {source}", queue.Oldest);
            else if (queue.Source is null && !areFactsLate && (queue.Waiting >= Many || facts.Now - queue.Oldest > LongWait))
                yield return new(
                    TroubleKind.QueueBehind, TroubleWeight.Warning, queue.Name,
                    $"{queue.Waiting} messages wait{(queue.Reason is { } reason ? $": {reason}" : "")}",
                    "look at /health/ready of the processes that read it", queue.Oldest);
        }
    }
}
