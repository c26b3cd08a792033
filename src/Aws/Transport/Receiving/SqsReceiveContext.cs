using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>The receive context of a message.</summary>
internal sealed class SqsReceiveContext(ReceivedMessage message, ReceiveEndpointContext endpoint)
    : BaseReceiveContext(message.DeliveryCount > 1, endpoint, message), IHeaderProvider
{
    protected override IHeaderProvider HeaderProvider => this;

    public override MessageBody Body { get; } = new StringMessageBody(message.Body);

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        value = message.Attributes.TryGetValue(key, out var text) ? text : SqsHeader(key);
        return value is not null;
    }

    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        if (!message.Attributes.ContainsKey(MessageHeaders.MessageId)) yield return new(MessageHeaders.MessageId, message.Id);
        foreach (var (name, text) in message.Attributes) yield return new(name, text);
    }

    private object? SqsHeader(string key) => key switch
    {
        _ when key.Equals(MessageHeaders.MessageId, StringComparison.OrdinalIgnoreCase) => message.Id,
        _ when key.Equals(MessageHeaders.TransportMessageId, StringComparison.OrdinalIgnoreCase) => message.Id,
        _ when key.Equals(MessageHeaders.TransportSentTime, StringComparison.OrdinalIgnoreCase) => message.SentAt,
        _ => null,
    };
}
