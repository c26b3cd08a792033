using Pipeline.Consuming.Rejecting;
using Pipeline.Core.Health;
using Pipeline.Core.Registration;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Validates what concerns one container: it must name it.</summary>
internal static class SignalIntake
{
    /// <exception cref="MessageRejectedException">It names no container, or holds no signal.</exception>
    public static void Demand(string? containerId, HealthSignal? signal)
    {
        DemandContainer(containerId);
        if (signal is null) throw new MessageRejectedException($"the message about container '{containerId}' holds no signal");
    }

    /// <exception cref="MessageRejectedException">It names no container.</exception>
    public static void DemandContainer(string? containerId)
    {
        if (FactIntake.FindIdFlaw(containerId) is { } flaw) throw new MessageRejectedException($"the message {flaw}");
    }
}
