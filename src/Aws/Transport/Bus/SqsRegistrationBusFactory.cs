using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>Creates the bus from the service container.</summary>
internal sealed class SqsRegistrationBusFactory
    : TransportRegistrationBusFactory<IAmazonSqsReceiveEndpointConfigurator>, IRegistrationBusFactory
{
    private readonly SqsBusConfiguration bus;
    private readonly Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure;

    public SqsRegistrationBusFactory(Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure)
        : this(new SqsBusConfiguration(), configure)
    {
    }

    private SqsRegistrationBusFactory(
        SqsBusConfiguration bus, Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure)
        : base(bus.Host) => (this.bus, this.configure) = (bus, configure);

    public override IBusInstance CreateBus(
        IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName)
    {
        if (context.GetService<TimeProvider>() is { } time) bus.Host.Time = time;

        var configurator = new SqsBusFactoryConfigurator(bus);
        if (context.GetService<IOptionsMonitor<AmazonSqsTransportOptions>>()?.Get(busName) is { Region: { Length: > 0 } region } options)
            configurator.Host(CreateHostSettings(region, options));
        return CreateBus(configurator, context, configure, specifications);
    }

    private static AmazonSqsHostSettings CreateHostSettings(string region, AmazonSqsTransportOptions options)
    {
        var host = new SqsHostConfigurator(new AmazonSqsHostAddress(region, scope: null));
        if (options.Scope is { Length: > 0 } scope) host.Scope(scope);
        if (options.AccessKey is { Length: > 0 } key) host.AccessKey(key);
        if (options.SecretKey is { Length: > 0 } secret) host.SecretKey(secret);
        return host.Settings;
    }
}
