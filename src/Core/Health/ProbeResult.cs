namespace Pipeline.Core.Health;

/// <summary>The result of one check of one port. A failure is data, not an exception.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Passed">Whether the check passed.</param>
/// <param name="Text">The result as text for people: <c>HTTP 500</c>, <c>no answer within 2 s</c>.</param>
/// <param name="At">The start of the check, by the prober's clock.</param>
/// <param name="Took">The duration of the check.</param>
/// <param name="Prober">The prober.</param>
/// <param name="Counts">The number of results in a row that it counts as; the result of an engine's own check counts as many as are
/// needed.</param>
public sealed record ProbeResult(int Port, bool Passed, string Text, DateTimeOffset At, TimeSpan Took, string Prober, int Counts = 1);
