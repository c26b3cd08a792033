using MassTransit.Context;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>The send context of a message.</summary>
internal sealed class SqsSendContext<T>(T message, CancellationToken cancel) : MessageSendContext<T>(message, cancel)
    where T : class;
