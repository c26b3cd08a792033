namespace Pipeline.Core.Health;

/// <summary>What one look at a port found. A failure is data like a success.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Passed">Whether the check was passed.</param>
/// <param name="Text">What was found, for people: <c>HTTP 500</c>, <c>no answer within 2 s</c>.</param>
/// <param name="At">When the look began, by the prober's clock.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Prober">Who looked.</param>
/// <param name="Counts">For how many results in a row it stands; an engine's own verdict stands for as many as are needed.</param>
public sealed record ProbeResult(int Port, bool Passed, string Text, DateTimeOffset At, TimeSpan Took, string Prober, int Counts = 1);
