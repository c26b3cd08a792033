using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>Whether a container's good claims are taken up, or held back because of its health.</summary>
/// <param name="OnceHealthy">Whether a claim that can be checked is held back until its container was judged fit.</param>
/// <param name="Checks">The check that holds where a container says nothing.</param>
public sealed record Admission(bool OnceHealthy, CheckDefaults Checks)
{
    /// <summary>Whatever runs is taken up, unless it is condemned.</summary>
    public static readonly Admission AtStart = new(false, CheckDefaults.Usual);

    /// <summary>Why a claim is held back; null where it is not.</summary>
    internal string? Obstacle(Container container, Endpoint claim) => (Verdict(container), OnceHealthy) switch
    {
        ({ Condemned: true, Reason: var reason }, _) => reason,
        (null, true) when Check.Of(claim, Checks).Check is not { Kind: CheckKind.None } => "it has not passed its check yet",
        _ => null,
    };

    /// <summary>The verdict on the present run; null where there is none.</summary>
    private static Fitness? Verdict(Container container) => container.Fitness is { } fitness && fitness.Run == container.StartedAt ? fitness : null;
}
