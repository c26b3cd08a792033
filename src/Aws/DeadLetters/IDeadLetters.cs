namespace Pipeline.Aws.DeadLetters;

/// <summary>The messages of a queue that were moved away because their handling failed.</summary>
public interface IDeadLetters : IDisposable
{
    /// <summary>Reads all, oldest first. They stay in their queues, and are invisible to others for a moment.</summary>
    /// <exception cref="DeadLettersUnreachableException">The queues cannot be read.</exception>
    Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel);

    /// <summary>Counts the messages of the source queue and of the queues with its dead letters, without receiving any.</summary>
    /// <exception cref="DeadLettersUnreachableException">The queues cannot be read.</exception>
    Task<IReadOnlyList<QueueDepth>> CountAsync(CancellationToken cancel);

    /// <summary>Sends messages back to their source queue, unchanged. If the process stops in between, one may be sent twice.</summary>
    /// <param name="ids">Their <see cref="DeadLetter.Id"/> or <see cref="DeadLetter.MessageId"/>; empty for all.</param>
    /// <returns>The messages that were sent back.</returns>
    /// <exception cref="DeadLettersUnreachableException">The queues cannot be read.</exception>
    Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>About how many messages a queue holds.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Taken">How many were received and not deleted yet.</param>
/// <param name="IsSource">Whether it is the source queue, and not one with its dead letters.</param>
public sealed record QueueDepth(string Queue, long Waiting, long Taken, bool IsSource);

/// <summary>A message whose handling failed. Unknown members are null.</summary>
public sealed record DeadLetter
{
    /// <summary>Its identifier in its current queue.</summary>
    public required string Id { get; init; }

    /// <summary>The identifier that its sender gave it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its current queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The type of its fact: <c>ContainerStarted</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The host that reported the fact.</summary>
    public string? Host { get; init; }

    /// <summary>The container of the fact.</summary>
    public string? Container { get; init; }

    /// <summary>The type of the exception; null if SQS itself moved the message.</summary>
    public string? Exception { get; init; }

    /// <summary>The exception's message, or why the message was moved.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was moved; if SQS itself moved it, when it was sent.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>SQS cannot be reached or denies access.</summary>
public sealed class DeadLettersUnreachableException(string reason, Exception? failure = null) : Exception(reason, failure);
