using System.Globalization;
using Amazon.SQS.Model;
using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Moves failed messages to the error queue, with the exception's headers, and messages without a consumer to the skipped queue.
/// </summary>
internal sealed class MoveTransport(SqsReceiveEndpointContext endpoint, EndpointTopology topology) : IErrorTransport, IDeadLetterTransport
{
    private const int MaxHeaderLength = 1_024;
    private const int MaxStackTraceLength = 8_192;

    private static readonly string[] FaultHeaders =
    [
        MessageHeaders.FaultExceptionType, MessageHeaders.FaultMessage, MessageHeaders.FaultTimestamp, MessageHeaders.FaultInputAddress,
        MessageHeaders.Reason, MessageHeaders.FaultMessageType, MessageHeaders.FaultConsumerType, MessageHeaders.FaultStackTrace,
        MessageHeaders.FaultRetryCount,
    ];

    public Task Send(ExceptionReceiveContext context) => MoveAsync(
        context, topology.ErrorQueue, [.. FaultHeaders.Select(name => (name, FormatHeader(context.ExceptionHeaders, name)))]);

    public async Task Send(ReceiveContext context, string reason)
    {
        (string, string?)[] headers =
            [(MessageHeaders.Reason, reason), (MessageHeaders.FaultInputAddress, context.InputAddress.ToString())];
        try
        {
            await MoveAsync(context, topology.SkippedQueue, headers);
        }
        catch (MissingTopologyException)
        {
            // A deployment may leave out the skipped queue.
            await MoveAsync(context, topology.ErrorQueue, headers);
        }
    }

    private async Task MoveAsync(ReceiveContext context, QueueSettings target, IReadOnlyList<(string Name, string? Value)> headers)
    {
        if (!context.TryGetPayload<ReceivedMessage>(out var message))
            throw new ArgumentException("the message was not received from SQS", nameof(context));

        var (connection, cancel) = (endpoint.Connection, context.CancellationToken);
        var moved = new OutgoingMessage(message.Body, SelectAttributes(message, headers));
        try
        {
            await SendAsync();
        }
        catch (QueueDoesNotExistException)
        {
            connection.Topology.ForgetQueue(target.Name);
            connection.Inspections.Request();
            await SendAsync();
        }

        async Task SendAsync()
        {
            var queue = await connection.RetryTransientAsync(() => connection.Topology.EnsureQueueAsync(target, cancel), cancel);
            await connection.Sender.SendAsync(queue.Url, moved, cancel);
        }
    }

    // Without an envelope the message's own attributes are its headers, and have priority over those of the fault.
    private static IReadOnlyDictionary<string, string> SelectAttributes(
        ReceivedMessage message, IReadOnlyList<(string Name, string? Value)> faultHeaders)
    {
        var contentType = message.Attributes.GetValueOrDefault(MessageHeaders.ContentType);
        var own = message.Attributes
            .Where(attribute => !attribute.Key.StartsWith("MT-Fault-", StringComparison.Ordinal))
            .Select(attribute => (attribute.Key, (string?)attribute.Value));
        var budget = new AttributeBudget().Add(MessageHeaders.ContentType, contentType);
        var bytes = MessageLimits.SizeOf(message.Body, budget.Selected);
        foreach (var (name, value) in AttributeBudget.HasEnvelope(contentType) ? faultHeaders.Concat(own) : own.Concat(faultHeaders))
        {
            // The body has priority over its headers.
            if (value is null || bytes + MessageLimits.SizeOfAttribute(name, value) > MessageLimits.MaxBytes) continue;
            bytes += MessageLimits.SizeOfAttribute(name, value);
            budget.Add(name, value);
        }

        return budget.Selected;
    }

    private static string? FormatHeader(Headers headers, string name)
    {
        if (!headers.TryGetHeader(name, out var value)) return null;
        var text = value switch
        {
            DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        var length = name == MessageHeaders.FaultStackTrace ? MaxStackTraceLength : MaxHeaderLength;
        return string.Concat(text.Take(length).Select(letter => AttributeBudget.IsValid(letter) ? letter : '\uFFFD'));
    }
}
