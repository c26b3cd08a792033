using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>An endpoint as its transport sees it.</summary>
internal sealed class SqsReceiveEndpointContext : BaseReceiveEndpointContext
{
    private readonly IHostConfiguration host;
    private readonly SqsTopologyConfiguration topology;

    public SqsReceiveEndpointContext(
        IHostConfiguration host,
        IReceiveEndpointConfiguration endpoint,
        SqsConnection connection,
        SqsTopologyConfiguration topology,
        ReceiveSettings queue)
        : base(host, endpoint)
    {
        (this.host, this.topology, Connection) = (host, topology, connection);
        Topology = new(
            queue, topology.Consume.Topics, topology.Send.ErrorQueueFor(queue), topology.Send.SkippedQueueFor(queue),
            queue.NativeDeadLettersAfter is null ? null : SqsSendTopology.RedriveQueueFor(queue));

        var move = new MoveTransport(this, Topology);
        GetOrAddPayload<IErrorTransport>(() => move);
        GetOrAddPayload<IDeadLetterTransport>(() => move);
        GetOrAddPayload(() => host.Topology);
    }

    public EndpointTopology Topology { get; }

    public ReceiveSettings Settings => Topology.Queue;

    public SqsConnection Connection { get; }

    /// <summary>Whether the bus only deploys its topology and receives nothing.</summary>
    public bool DeployOnly => host.DeployTopologyOnly;

    /// <summary>The topics to create at the start, whether or not messages are published to them.</summary>
    public IReadOnlyList<TopicSettings> TopicsAtStart =>
        IsBusEndpoint && host.DeployPublishTopology && Connection.Topology.CanCreate ? topology.Publish.Topics : [];

    /// <summary>Says which parts are missing.</summary>
    public MissingTopologyException Missing(IReadOnlyList<string> parts) =>
        new(parts, Connection.Settings.Region!.SystemName, createsNothing: !Connection.Topology.CanCreate);

    // Only the receive agent receives, and one connection sends for the whole bus.
    public override void AddSendAgent(IAgent agent) => throw new NotSupportedException();

    public override void AddConsumeAgent(IAgent agent) => throw new NotSupportedException();

    public override Exception ConvertException(Exception exception, string message) =>
        exception as ConnectionException ?? new ConnectionException($"{message}{Connection.Settings}", exception);

    public override void Probe(ProbeContext context)
    {
        context.Add("type", "AmazonSQS");
        context.Set(new { Queue = Settings.Name, PrefetchCount, ConcurrentMessageLimit, Settings.WaitTimeSeconds });
    }

    protected override ISendTransportProvider CreateSendTransportProvider() => CreateTransports();

    protected override IPublishTransportProvider CreatePublishTransportProvider() => CreateTransports();

    private SqsSendTransports CreateTransports() => new(host, this, Connection, topology);
}
