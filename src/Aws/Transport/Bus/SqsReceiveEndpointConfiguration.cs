using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Addresses;
using Pipeline.Aws.Transport.Receiving;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>The configuration of a receive endpoint.</summary>
internal sealed class SqsReceiveEndpointConfiguration(
    SqsHostConfiguration host, ReceiveSettings settings, SqsEndpointConfiguration endpoint)
    : ReceiveEndpointConfiguration(host, endpoint), IAmazonSqsReceiveEndpointConfigurator, INativeDeadLettersConfigurator
{
    private const int MinRenewalSeconds = 60;

    private Uri? inputAddress;

    public ReceiveSettings Settings => settings;
    public SqsTopologyConfiguration Topologies => endpoint.Topologies;
    public override Uri HostAddress => host.HostAddress;
    public override Uri InputAddress =>
        inputAddress ??= new AmazonSqsEndpointAddress(HostAddress, settings.Name, settings.Durable, settings.AutoDelete);

    public bool Durable
    {
        set
        {
            settings.Durable = value;
            Changed(nameof(Durable));
        }
    }

    public bool AutoDelete
    {
        set
        {
            settings.AutoDelete = value;
            Changed(nameof(AutoDelete));
        }
    }

    public ushort WaitTimeSeconds
    {
        set => settings.WaitTimeSeconds = value;
    }

    public bool PurgeOnStartup
    {
        set => settings.PurgeOnStartup = value;
    }

    public int RedeliverVisibilityTimeout
    {
        set => settings.Redelivery = TimeSpan.FromSeconds(value);
    }

    public TimeSpan MaxVisibilityTimeout
    {
        set => settings.MaxHold = value < ReceiveSettings.MaxVisibility ? value : ReceiveSettings.MaxVisibility;
    }

    public int MaxVisibilityTimeoutRenewal
    {
        set => settings.MaxRenewal = TimeSpan.FromSeconds(Math.Max(value, MinRenewalSeconds));
    }

    public IDictionary<string, object> QueueAttributes => settings.QueueAttributes;
    public IDictionary<string, object> QueueSubscriptionAttributes => settings.QueueSubscriptionAttributes;
    public IDictionary<string, string> QueueTags => settings.QueueTags;

    public void Subscribe<T>(Action<IAmazonSqsTopicSubscriptionConfigurator>? callback = null)
        where T : class => Topologies.Consume.Subscribe<T>(callback);

    public void Subscribe(string topicName, Action<IAmazonSqsTopicSubscriptionConfigurator>? callback = null) =>
        Topologies.Consume.Subscribe(topicName, callback);

    public void UseNativeDeadLetters(int maxReceiveCount) => settings.NativeDeadLettersAfter = maxReceiveCount;

    public override ReceiveEndpointContext CreateReceiveEndpointContext() => CreateContext();

    public void Build(IHost owner)
    {
        var context = CreateContext();
        ReceiveEndpoint = new ReceiveEndpoint(new SqsReceiveTransport(context), context);
        owner.AddReceiveEndpoint(settings.Name, (ReceiveEndpoint)ReceiveEndpoint);
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        if (EntityNames.QueueNameProblem(settings.Name) is { } problem) yield return this.Failure(settings.Name, problem);
        if (PrefetchCount < 1) yield return this.Failure(settings.Name, $"PrefetchCount is {PrefetchCount}: write 1 or more");
        if (settings.WaitTimeSeconds > ReceiveSettings.MaxWaitTimeSeconds)
            yield return this.Failure(
                settings.Name, $"WaitTimeSeconds is {settings.WaitTimeSeconds}: write at most {ReceiveSettings.MaxWaitTimeSeconds}");
        if (settings.Redelivery < TimeSpan.Zero || settings.Redelivery > ReceiveSettings.MaxVisibility)
            yield return this.Failure(
                settings.Name, $"RedeliverVisibilityTimeout is {settings.Redelivery.TotalSeconds:0}: write 0 to 43200");
        if (settings.PurgeOnStartup)
            yield return this.Warning(settings.Name, "PurgeOnStartup deletes all messages in the queue when the endpoint starts");
        foreach (var result in base.Validate()) yield return result.WithParentKey(settings.Name);
    }

    protected override bool IsAlreadyConfigured() => inputAddress is not null || base.IsAlreadyConfigured();

    private SqsReceiveEndpointContext CreateContext()
    {
        ApplySpecifications(new Builder(this));
        return new(host, this, host.Connection, Topologies, settings);
    }

    /// <summary>Subscribes the queue to the topics of its consumers' message types.</summary>
    private sealed class Builder(SqsReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration)
    {
        public override ConnectHandle ConnectConsumePipe<T>(IPipe<ConsumeContext<T>> pipe, ConnectPipeOptions options)
        {
            if (configuration.ConfigureConsumeTopology && options.HasFlag(ConnectPipeOptions.ConfigureConsumeTopology)
                && configuration.Topologies.Consume.GetMessageTopology(typeof(T)).ConfigureConsumeTopology)
                configuration.Subscribe<T>();
            return base.ConnectConsumePipe(pipe, options);
        }
    }
}
