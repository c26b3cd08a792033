namespace Pipeline.Producer.Engines;

/// <summary>Something happened to a container. It says where to look, never what is true: inspection does.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Action">What happened, in Docker's words: <c>start</c>, <c>die</c>, <c>destroy</c>.</param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Signal">The signal that was sent, as a number; only a <c>kill</c> has one, and inspection never shows it.</param>
public sealed record EngineHint(string ContainerId, string Action, DateTimeOffset At, int? Signal = null);
