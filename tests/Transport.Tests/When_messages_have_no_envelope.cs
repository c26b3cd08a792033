using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

/// <summary>A message without an envelope has what its sender says about it in headers, which the serializer adds with the body.</summary>
public sealed class When_messages_have_no_envelope(Moto moto)
{
    [Fact]
    public async Task They_keep_their_identifiers_and_time()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentQueue<ConsumeContext<AddItem>>();
        var host = await broker.StartAsync((_, bus) =>
        {
            bus.UseRawJsonSerializer(RawSerializerOptions.All);
            bus.Receive(broker.Queue("raw"), endpoint =>
            {
                endpoint.UseRawJsonDeserializer(RawSerializerOptions.All);
                endpoint.On<AddItem>(arrived.Enqueue);
            });
        });

        SendContext<AddItem>? sent = null;
        await host.SendAsync(broker.Queue("raw"), new AddItem(7), context => sent = context);

        await Eventually.ThatAsync(() => !arrived.IsEmpty, "it arrives", TestBroker.Timeout);
        var received = arrived.ShouldHaveSingleItem();
        received.Message.Number.ShouldBe(7);
        (received.MessageId, received.ConversationId).ShouldBe((sent!.MessageId, sent.ConversationId));
        received.SentTime.ShouldNotBeNull();
        received.SupportedMessageTypes.ShouldNotBeEmpty();
    }
}
