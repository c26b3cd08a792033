using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>Makes the bus once the container is there.</summary>
internal sealed class SqsRegistrationBusFactory : TransportRegistrationBusFactory<IAmazonSqsReceiveEndpointConfigurator>, IRegistrationBusFactory
{
    private readonly SqsBusConfiguration bus;
    private readonly Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure;

    public SqsRegistrationBusFactory(Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure)
        : this(new SqsBusConfiguration(), configure)
    {
    }

    private SqsRegistrationBusFactory(SqsBusConfiguration bus, Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure)
        : base(bus.Host) => (this.bus, this.configure) = (bus, configure);

    public override IBusInstance CreateBus(IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName)
    {
        if (context.GetService<TimeProvider>() is { } time) bus.Host.Time = time;

        var configurator = new SqsBusFactoryConfigurator(bus);
        if (context.GetService<IOptionsMonitor<AmazonSqsTransportOptions>>()?.Get(busName) is { Region: { Length: > 0 } region } options)
            configurator.Host(region, host => Apply(options, host));
        return CreateBus(configurator, context, configure, specifications);
    }

    private static void Apply(AmazonSqsTransportOptions options, IAmazonSqsHostConfigurator host)
    {
        if (options.Scope is { Length: > 0 } scope) host.Scope(scope);
        if (options.AccessKey is { Length: > 0 } key) host.AccessKey(key);
        if (options.SecretKey is { Length: > 0 } secret) host.SecretKey(secret);
    }
}
