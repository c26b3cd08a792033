using Pipeline.Consuming.Rejecting;
using Pipeline.Core.Health;
using Pipeline.Core.Registration;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Validates messages about one container: each must name it.</summary>
internal static class SignalIntake
{
    /// <exception cref="MessageRejectedException">The message names no container, or holds no signal.</exception>
    public static void Require(string? containerId, HealthSignal? signal)
    {
        RequireContainer(containerId);
        if (signal is null) throw new MessageRejectedException($"the message about container '{containerId}' holds no signal");
    }

    /// <exception cref="MessageRejectedException">The message names no container.</exception>
    public static void RequireContainer(string? containerId)
    {
        if (FactIntake.FindIdFlaw(containerId) is { } flaw) throw new MessageRejectedException($"the message {flaw}");
    }
}
