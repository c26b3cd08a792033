using System.Globalization;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Converts MassTransit's messages into those of one queue or topic.</summary>
internal sealed class SqsSendTransportContext(
    IHostConfiguration host, ReceiveEndpointContext endpoint, SqsConnection connection, IDestination destination)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    public override string EntityName => destination.Name;

    /// <summary>As OpenTelemetry's conventions for messaging name it.</summary>
    public override string ActivitySystem => "aws_sqs";

    public override async Task<SendContext<T>> CreateSendContext<T>(
        T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new SqsSendContext<T>(message, cancellationToken);
        await pipe.Send(context);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(
        PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => CreateSendContext(message, pipe, cancellationToken);

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken = default) =>
        pipe.Send(new SendPipeContext(cancellationToken));

    public Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        var context = (SqsSendContext<T>)sendContext;
        context.CancellationToken.ThrowIfCancellationRequested();
        return destination.SendAsync(CreateMessage(context), typeof(T), context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateScope("destination").Add("name", destination.Name);

    private OutgoingMessage CreateMessage<T>(SqsSendContext<T> context)
        where T : class
    {
        // Without an envelope it is the serializer that adds the message's identifiers and times to its headers.
        var body = context.Body.GetString();
        var attributes = AttributeBudget.FromHeaders(context, connection.Settings.AllowTransportHeader);
        if (context.Delay is not { } delay || delay <= TimeSpan.Zero) return new(body, attributes);

        var due = connection.Time.GetUtcNow() + delay;
        return new(body, delay <= connection.Sender.MaxDelay ? attributes : WithDueTime(attributes, due)) { Due = due };
    }

    private static IReadOnlyDictionary<string, string> WithDueTime(IReadOnlyDictionary<string, string> attributes, DateTimeOffset due)
    {
        var budget = new AttributeBudget().Add(BatchSender.DueAttribute, due.ToString("O", CultureInfo.InvariantCulture));
        foreach (var (name, value) in attributes) budget.Add(name, value);
        return budget.Selected;
    }

    private sealed class SendPipeContext(CancellationToken cancel) : BasePipeContext(cancel);
}
