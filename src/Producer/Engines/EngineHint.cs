namespace Pipeline.Producer.Engines;

/// <summary>
/// An event of an engine: something happened to a container, or to what its ports depend on. It only says which container to inspect; the
/// inspection decides what is true.
/// </summary>
/// <param name="ContainerId">The container's identifier.</param>
/// <param name="Action">
/// What happened, in Docker's words: <c>start</c>, <c>die</c>, <c>destroy</c>; <c>connect</c> and <c>disconnect</c> are of a network.
/// </param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Signal">The number of the signal that was sent. Only <c>kill</c> has one, and no inspection shows it.</param>
/// <param name="ExitCode">The exit code. Only <c>die</c> has one; an inspection no longer shows it once the container runs again.</param>
public sealed record EngineHint(string ContainerId, string Action, DateTimeOffset At, int? Signal = null, int? ExitCode = null)
{
    /// <summary>The action by which a run ends.</summary>
    public const string Die = "die";
}
