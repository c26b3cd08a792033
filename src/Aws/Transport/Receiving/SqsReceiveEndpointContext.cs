using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Bus;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>An endpoint as its transport sees it.</summary>
internal sealed class SqsReceiveEndpointContext : BaseReceiveEndpointContext
{
    private readonly SqsHostConfiguration host;
    private readonly SqsTopologyConfiguration topology;

    public SqsReceiveEndpointContext(SqsHostConfiguration host, SqsReceiveEndpointConfiguration endpoint)
        : base(host, endpoint)
    {
        (this.host, topology) = (host, endpoint.Topologies);
        var queue = endpoint.Settings;
        Plan = new(
            queue, topology.Consume.Topics, topology.Send.ErrorQueueOf(queue), topology.Send.SkippedQueueOf(queue),
            queue.NativeDeadLettersAfter is null ? null : SqsSendTopology.DeadQueueOf(queue));

        IErrorTransport errors = new MoveTransport(this, Plan);
        GetOrAddPayload(() => errors);
        IDeadLetterTransport skipped = (MoveTransport)errors;
        GetOrAddPayload(() => skipped);
        GetOrAddPayload(() => host.Topology);
    }

    public EndpointPlan Plan { get; }

    public ReceiveSettings Settings => Plan.Queue;

    public SqsConnection Connection => host.Connection;

    /// <summary>Whether the topology is all that is wanted.</summary>
    public bool DeployOnly => host.DeployTopologyOnly;

    /// <summary>The topics to be created at the start, published to or not.</summary>
    public IReadOnlyList<TopicSettings> TopicsAtStart => IsBusEndpoint && host is { DeployPublishTopology: true, MayDeploy: true } ? topology.Publish.Topics : [];

    // Receiving is the business of the receive agent alone, and sending that of the whole bus.
    public override void AddSendAgent(IAgent agent) => throw new NotSupportedException();

    public override void AddConsumeAgent(IAgent agent) => throw new NotSupportedException();

    public override Exception ConvertException(Exception exception, string message) =>
        exception as ConnectionException ?? new ConnectionException($"{message}{host.Settings}", exception);

    public override void Probe(ProbeContext context)
    {
        context.Add("type", "AmazonSQS");
        context.Set(new { Queue = Settings.Name, PrefetchCount, ConcurrentMessageLimit, Settings.WaitTimeSeconds });
    }

    protected override ISendTransportProvider CreateSendTransportProvider() => Transports();

    protected override IPublishTransportProvider CreatePublishTransportProvider() => Transports();

    private SqsSendTransports Transports() => new(host, this, Connection, topology);
}
