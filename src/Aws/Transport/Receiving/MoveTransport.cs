using System.Globalization;
using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Moves a message whose handling failed to the error queue, with its exception, and one that nobody handles to the queue of skipped ones.</summary>
internal sealed class MoveTransport(SqsReceiveEndpointContext endpoint, EndpointPlan plan) : IErrorTransport, IDeadLetterTransport
{
    private const int LongestText = 1_024;
    private const int LongestTrace = 8_192;

    public Task Send(ExceptionReceiveContext context) => MoveAsync(context, plan.ErrorQueue, Fault(context.ExceptionHeaders));

    public async Task Send(ReceiveContext context, string reason)
    {
        (string, string?)[] headers = [(MessageHeaders.Reason, reason), (MessageHeaders.FaultInputAddress, context.InputAddress.ToString())];
        try
        {
            await MoveAsync(context, plan.SkippedQueue, headers);
        }
        catch (MissingTopologyException)
        {
            // Where others deploy, a queue for skipped messages may not be worth having.
            await MoveAsync(context, plan.ErrorQueue, headers);
        }
    }

    private async Task MoveAsync(ReceiveContext context, QueueSettings target, IReadOnlyList<(string Name, string? Value)> headers)
    {
        if (!context.TryGetPayload<ReceivedMessage>(out var message)) throw new ArgumentException("the message was not received from SQS", nameof(context));

        var connection = endpoint.Connection;
        var queue = await connection.PatientlyAsync(() => connection.Topology.QueueAsync(target, context.CancellationToken), context.CancellationToken);
        await connection.Senders.SendAsync(queue.Url, new(message.Body, AttributesOf(message, headers)), context.CancellationToken);
    }

    // Without an envelope a message's own attributes are its headers, and go before what is told of its fault.
    private static IReadOnlyDictionary<string, string> AttributesOf(ReceivedMessage message, IReadOnlyList<(string Name, string? Value)> headers)
    {
        var contentType = message.Attributes.GetValueOrDefault(MessageHeaders.ContentType);
        var own = message.Attributes.Where(attribute => !attribute.Key.StartsWith("MT-Fault-", StringComparison.Ordinal)).Select(attribute => (attribute.Key, (string?)attribute.Value));
        var budget = new AttributeBudget().Add(MessageHeaders.ContentType, contentType);
        var bytes = MessageSize.Of(message.Body, budget.Taken);
        foreach (var (name, value) in AttributeBudget.HasEnvelope(contentType) ? headers.Concat(own) : own.Concat(headers))
        {
            // The message goes before its story.
            if (value is null || bytes + MessageSize.OfAttribute(name, value) > MessageSize.Limit) continue;
            bytes += MessageSize.OfAttribute(name, value);
            budget.Add(name, value);
        }

        return budget.Taken;
    }

    private static (string, string?)[] Fault(Headers headers)
    {
        string[] told =
        [
            MessageHeaders.FaultExceptionType, MessageHeaders.FaultMessage, MessageHeaders.FaultTimestamp, MessageHeaders.FaultInputAddress,
            MessageHeaders.Reason, MessageHeaders.FaultMessageType, MessageHeaders.FaultConsumerType, MessageHeaders.FaultStackTrace, MessageHeaders.FaultRetryCount,
        ];
        return [.. told.Select(name => (name, Text(headers, name)))];
    }

    private static string? Text(Headers headers, string name)
    {
        if (!headers.TryGetHeader(name, out var value)) return null;
        var text = value switch
        {
            DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        var longest = name == MessageHeaders.FaultStackTrace ? LongestTrace : LongestText;
        return string.Concat(text.Take(longest).Select(letter => AttributeBudget.IsText(letter) ? letter : '\uFFFD'));
    }
}
