using System.Globalization;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Turns what MassTransit sends into messages for one queue or topic.</summary>
internal sealed class SqsSendTransportContext(
    IHostConfiguration host, ReceiveEndpointContext endpoint, SqsConnection connection, IDestination destination)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    public override string EntityName => destination.Name;

    /// <summary>As OpenTelemetry's conventions for messaging name it.</summary>
    public override string ActivitySystem => "aws_sqs";

    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new SqsSendContext<T>(message, cancellationToken);
        await pipe.Send(context);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => CreateSendContext(message, pipe, cancellationToken);

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken = default) => pipe.Send(new Sending(cancellationToken));

    public Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        var context = (SqsSendContext<T>)sendContext;
        context.CancellationToken.ThrowIfCancellationRequested();
        return destination.SendAsync(MessageOf(context), typeof(T), context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateScope("destination").Add("name", destination.Name);

    private OutgoingMessage MessageOf<T>(SqsSendContext<T> context)
        where T : class
    {
        var attributes = AttributeBudget.Of(context, connection.Settings.AllowTransportHeader);
        if (context.Delay is not { } delay || delay <= TimeSpan.Zero) return new(context.Body.GetString(), attributes);

        var due = connection.Time.GetUtcNow() + delay;
        return new(context.Body.GetString(), delay <= connection.Senders.LongestDelay ? attributes : Late(attributes, due)) { Due = due };
    }

    private static IReadOnlyDictionary<string, string> Late(IReadOnlyDictionary<string, string> attributes, DateTimeOffset due)
    {
        var budget = new AttributeBudget().Add(Senders.DueAttribute, due.ToString("O", CultureInfo.InvariantCulture));
        foreach (var (name, value) in attributes) budget.Add(name, value);
        return budget.Taken;
    }

    private sealed class Sending(CancellationToken cancel) : BasePipeContext(cancel);
}
