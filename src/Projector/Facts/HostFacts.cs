using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Projector.Facts;

/// <summary>Finds the very fact in a message that was consumed as any fact.</summary>
internal static class HostFacts
{
    /// <returns>The fact, or what is wrong with the message.</returns>
    public static (IHostFact? Fact, string? Flaw) Read(ConsumeContext message)
    {
        var fact = As<ContainerStarted>() ?? As<ContainerStopped>() ?? As<ContainerStopping>() ?? As<ContainerPaused>()
            ?? As<HostReported>() ?? As<HostLeft>();
        return fact switch
        {
            null => (null, $"message {message.MessageId} is of no kind that the registry knows"),
            _ when FactRules.Flaw(fact) is { } flaw => (null, $"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host?.Name}' {flaw}"),
            _ => (fact, null),
        };

        IHostFact? As<T>() where T : class, IHostFact => message.TryGetMessage<T>(out var typed) ? typed.Message : null;
    }
}
