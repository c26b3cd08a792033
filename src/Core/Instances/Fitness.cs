namespace Pipeline.Core.Instances;

/// <summary>The last verdict on a container's health.</summary>
/// <param name="Run">The start of the run that the verdict is about; it does not apply to any other run.</param>
/// <param name="Sequence">The sequence of the verdict; only a higher one counts.</param>
/// <param name="Condemned">Whether the container must stay out of DNS.</param>
/// <param name="Reason">The reason, as text for people.</param>
public sealed record Fitness(DateTimeOffset Run, long Sequence, bool Condemned, string Reason);
