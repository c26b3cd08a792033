using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Projector.Facts;

/// <summary>Finds the very fact in a message that was consumed as any fact.</summary>
internal static class HostFacts
{
    /// <exception cref="FactRejectedException">The message is no fact that the registry knows, or is not well formed.</exception>
    public static IHostFact Read(ConsumeContext message)
    {
        var fact = As<ContainerStarted>() ?? As<ContainerStopped>() ?? As<ContainerStopping>() ?? As<ContainerPaused>()
            ?? As<HostReported>() ?? As<HostLeft>()
            ?? throw new FactRejectedException($"message {message.MessageId} is of no kind that the registry knows");
        return FactRules.Flaw(fact) is { } flaw
            ? throw new FactRejectedException($"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host?.Name}' {flaw}")
            : fact;

        IHostFact? As<T>() where T : class, IHostFact => message.TryGetMessage<T>(out var typed) ? typed.Message : null;
    }
}
