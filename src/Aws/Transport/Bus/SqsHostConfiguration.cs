using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>The configuration of the host: the connection to SNS and SQS, and the endpoints on it.</summary>
internal sealed class SqsHostConfiguration(SqsBusConfiguration bus)
    : BaseHostConfiguration<SqsReceiveEndpointConfiguration, IAmazonSqsReceiveEndpointConfigurator>(bus)
{
    private SqsHostSettings settings = new();
    private SqsConnection? connection;
    private IBusTopology? topology;

    /// <summary>The clock of all waits and delays.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Whether missing queues, topics and subscriptions are created.</summary>
    public bool MayDeploy { get; set; } = true;

    /// <summary>The longest delay of one message; longer delays take several hops. SQS's limit for DelaySeconds.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often endpoints look whether their parts still exist.</summary>
    public TimeSpan InspectEvery { get; set; } = TimeSpan.FromSeconds(30);

    public SqsHostSettings Settings
    {
        get => settings;
        set
        {
            settings = value;
            var scope = new AmazonSqsHostAddress(value.HostAddress).Scope;
            if (value.ScopeTopics && scope != AmazonSqsHostAddress.NoScope)
            {
                var formatter = new PrefixEntityNameFormatter(bus.Topologies.Message.EntityNameFormatter, $"{scope}_");
                bus.Topologies.Message.SetEntityNameFormatter(formatter);
            }
        }
    }

    /// <summary>Created at its first use, when the configuration is complete.</summary>
    public SqsConnection Connection => connection ??= new(settings, MayDeploy, MaxDelay, Time) { InspectEvery = InspectEvery };

    public override Uri HostAddress => settings.HostAddress;

    public override IBusTopology Topology => topology ??= new SqsBusTopology(this, bus.Topologies);

    // The transport retries each call during an outage, so MassTransit has nothing to retry.
    public override IRetryPolicy ReceiveTransportRetryPolicy { get; } = Retry.None;

    public void ApplyEndpointDefinition(IAmazonSqsReceiveEndpointConfigurator configurator, IEndpointDefinition definition)
    {
        if (definition.IsTemporary)
        {
            configurator.AutoDelete = true;
            configurator.Durable = false;
        }

        base.ApplyEndpointDefinition(configurator, definition);
    }

    public SqsReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(
        string queueName, Action<IAmazonSqsReceiveEndpointConfigurator>? configure) =>
        CreateReceiveEndpointConfiguration(new ReceiveSettings(queueName), bus.CreateEndpointConfiguration(), configure);

    public SqsReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(
        ReceiveSettings queue, SqsEndpointConfiguration endpoint, Action<IAmazonSqsReceiveEndpointConfigurator>? configure)
    {
        var configuration = new SqsReceiveEndpointConfiguration(this, queue, endpoint);
        configure?.Invoke(configuration);
        Observers.EndpointConfigured(configuration);
        Add(configuration);
        return configuration;
    }

    public override IReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(
        string queueName, Action<IReceiveEndpointConfigurator>? configure) =>
        CreateReceiveEndpointConfiguration(queueName, (IAmazonSqsReceiveEndpointConfigurator endpoint) => configure?.Invoke(endpoint));

    public override void ReceiveEndpoint(
        IEndpointDefinition definition,
        IEndpointNameFormatter? endpointNameFormatter,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        ReceiveEndpoint(definition.GetEndpointName(endpointNameFormatter ?? DefaultEndpointNameFormatter.Instance), endpoint =>
        {
            ApplyEndpointDefinition(endpoint, definition);
            configureEndpoint?.Invoke(endpoint);
        });

    public override void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint) =>
        CreateReceiveEndpointConfiguration(queueName, configureEndpoint);

    public override IHost Build()
    {
        var host = new SqsHost(this);
        foreach (var endpoint in GetConfiguredEndpoints()) endpoint.Build(host);
        return host;
    }

    private sealed class SqsBusTopology(IHostConfiguration host, ITopologyConfiguration topology) : BusTopology(host, topology);
}
