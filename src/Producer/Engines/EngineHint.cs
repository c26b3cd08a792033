namespace Pipeline.Producer.Engines;

/// <summary>
/// An event of an engine: something happened to a container. It only says which container to inspect; the inspection decides what is true.
/// </summary>
/// <param name="ContainerId">The container's identifier.</param>
/// <param name="Action">What happened, in Docker's words: <c>start</c>, <c>die</c>, <c>destroy</c>.</param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Signal">The number of the signal that was sent. Only <c>kill</c> has one, and no inspection shows it.</param>
public sealed record EngineHint(string ContainerId, string Action, DateTimeOffset At, int? Signal = null);
