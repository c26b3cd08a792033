namespace Pipeline.Core.Instances;

/// <summary>The last verdict on a container's health.</summary>
/// <param name="Run">When the run that was judged began; of any other run it says nothing.</param>
/// <param name="Sequence">The verdict's number; only a newer one counts.</param>
/// <param name="Condemned">Whether it is to stay out of the zone.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record Fitness(DateTimeOffset Run, long Sequence, bool Condemned, string Reason);
