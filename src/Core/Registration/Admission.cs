using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>Whether the valid claims of a container are registered, or held back because of its health.</summary>
/// <param name="OnceHealthy">Whether a claim with a check is held back until the health saga admits its container.</param>
/// <param name="Checks">The check of containers that configure none.</param>
public sealed record Admission(bool OnceHealthy, CheckDefaults Checks)
{
    /// <summary>Whatever runs is registered, unless it is ejected.</summary>
    public static readonly Admission AtStart = new(false, CheckDefaults.Default);

    /// <summary>Why a claim is held back; null if it is not.</summary>
    internal string? Obstacle(Container container, Endpoint claim) => (Verdict(container), OnceHealthy) switch
    {
        ({ Condemned: true, Reason: var reason }, _) => reason,
        _ when CrashLoop.DescribeObstacle(container.Crashes) is { } crashes => crashes,
        (null, true) when claim.Balancer is null && Check.FromClaim(claim, Checks).Check is not { Kind: CheckKind.None } =>
            "it has not passed its check yet",
        _ => null,
    };

    /// <summary>The verdict on the current run; null if there is none.</summary>
    private static Fitness? Verdict(Container container) =>
        container.Fitness is { } fitness && fitness.Run == container.StartedAt ? fitness : null;
}
