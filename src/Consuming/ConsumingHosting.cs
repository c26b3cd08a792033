using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Consuming.Rejecting;
using Pipeline.Consuming.Waiting;

namespace Pipeline.Consuming;

/// <summary>Registers what all consumers of a process share.</summary>
public static class ConsumingHosting
{
    /// <summary>Registers the waiting messages. May be called by each room of a process.</summary>
    public static IServiceCollection AddWaitingMessages(this IServiceCollection services)
    {
        services.TryAddSingleton<WaitingMessages>();
        return services;
    }

    /// <summary>Registers the waiting messages, and the log of those that fail. May be called by each room of a process.</summary>
    public static void AddConsuming(this IRegistrationConfigurator bus)
    {
        bus.AddWaitingMessages();
        if (bus.All(service => service.ServiceType != typeof(FaultLog)))
        {
            bus.AddSingleton<FaultLog>();
            bus.AddReceiveObserver(given => given.GetRequiredService<FaultLog>());
            bus.AddSingleton<WaitEndObserver>();
            bus.AddReceiveObserver(given => given.GetRequiredService<WaitEndObserver>());
        }
    }
}
