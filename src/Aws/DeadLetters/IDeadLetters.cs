namespace Pipeline.Aws.DeadLetters;

/// <summary>The messages of a queue that were moved away because they could not be handled.</summary>
public interface IDeadLetters : IDisposable
{
    /// <summary>All of them, the oldest first. They stay where they are; for a moment nobody else is given them.</summary>
    /// <exception cref="DeadLettersUnreachableException">The queues cannot be read.</exception>
    Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel);

    /// <summary>Sends some back to the queue that they came from, as they once arrived there. If it is broken off, one may be sent twice.</summary>
    /// <param name="ids">Their identifiers, each a <see cref="DeadLetter.Id"/> or <see cref="DeadLetter.MessageId"/>; none for all.</param>
    /// <returns>Those that were sent back.</returns>
    /// <exception cref="DeadLettersUnreachableException">The queues cannot be read.</exception>
    Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>A message that could not be handled. What it does not tell is null.</summary>
public sealed record DeadLetter
{
    /// <summary>What the queue that it lies in calls it.</summary>
    public required string Id { get; init; }

    /// <summary>What its sender called it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The queue that it lies in.</summary>
    public required string Queue { get; init; }

    /// <summary>What it states: <c>ContainerStarted</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The host that states it.</summary>
    public string? Host { get; init; }

    /// <summary>The container that it is about.</summary>
    public string? Container { get; init; }

    /// <summary>The type of the exception that its handling ended with; null where SQS itself moved it.</summary>
    public string? Exception { get; init; }

    /// <summary>What the exception says, or why it was moved.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was moved; where SQS itself moved it, when it was sent.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>SQS cannot be asked, or refuses.</summary>
public sealed class DeadLettersUnreachableException(string why, Exception? failure = null) : Exception(why, failure);
