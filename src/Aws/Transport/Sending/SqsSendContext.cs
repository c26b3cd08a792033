using MassTransit.Context;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>A message while it is made ready to be sent.</summary>
internal sealed class SqsSendContext<T>(T message, CancellationToken cancel) : MessageSendContext<T>(message, cancel)
    where T : class;
