using Pipeline.Aws.DeadLetters;

namespace Pipeline.Console.DeadLetters;

/// <param name="Letters">Null when no queue is set.</param>
/// <param name="Failure">Why the queue cannot be read; null when it was read.</param>
public sealed record DeadLettersModel(IReadOnlyList<DeadLetter>? Letters, string? Failure);
