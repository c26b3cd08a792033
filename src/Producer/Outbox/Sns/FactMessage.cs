using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>A fact as it leaves.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Publishing">The span of its own that its consumers continue; null where nobody listens.</param>
internal sealed record FactMessage(IHostFact Fact, string Body, Activity? Publishing = null)
{
    public const string ContentTypeAttribute = "Content-Type";
    public const string AttributeType = "String";

    /// <summary>Bytes that SNS takes, of a message with its attributes and of all of a batch together (Publish in the SNS API reference).</summary>
    public const int Limit = 256 * 1024;

    /// <summary>Messages of one batch (PublishBatch in the SNS API reference).</summary>
    private const int BatchCount = 10;

    // The body is ASCII.
    public int Size => Body.Length + ContentTypeAttribute.Length + AttributeType.Length + FactEnvelope.ContentType.Length;

    /// <summary>Cuts messages into batches that SNS takes, in their order.</summary>
    public static IEnumerable<IReadOnlyList<FactMessage>> Batches(IEnumerable<FactMessage> messages)
    {
        var batch = new List<FactMessage>(BatchCount);
        var bytes = 0;
        foreach (var message in messages)
        {
            if (batch.Count == BatchCount || (batch.Count > 0 && bytes + message.Size > Limit))
            {
                yield return batch;
                (batch, bytes) = (new(BatchCount), 0);
            }

            batch.Add(message);
            bytes += message.Size;
        }

        if (batch.Count > 0) yield return batch;
    }
}
