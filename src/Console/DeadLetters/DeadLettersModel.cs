using Pipeline.Aws.DeadLetters;

namespace Pipeline.Console.DeadLetters;

/// <param name="Letters">Null where there is no queue.</param>
/// <param name="Failure">Why the queue cannot be read; null where it was.</param>
public sealed record DeadLettersModel(IReadOnlyList<DeadLetter>? Letters, string? Failure);
