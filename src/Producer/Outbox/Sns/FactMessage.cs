using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>A fact as it leaves.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Trace">What stands under <see cref="FactEnvelope.TraceHeader"/>; null for nothing.</param>
/// <param name="Publishing">Its own span; null where nobody listens.</param>
internal sealed record FactMessage(IHostFact Fact, string Body, string? Trace = null, Activity? Publishing = null)
{
    private const string ContentTypeAttribute = "Content-Type";
    public const string AttributeType = "String";

    /// <summary>Bytes that SNS takes, of a message with its attributes and of all of a batch together (Publish in the SNS API reference).</summary>
    public const int Limit = 256 * 1024;

    /// <summary>Messages of one batch (PublishBatch in the SNS API reference).</summary>
    private const int BatchCount = 10;

    /// <summary>What is sent beside the body, by its name.</summary>
    public IEnumerable<(string Name, string Value)> Attributes =>
        Trace is null ? [(ContentTypeAttribute, FactEnvelope.ContentType)] : [(ContentTypeAttribute, FactEnvelope.ContentType), (FactEnvelope.TraceHeader, Trace)];

    // All of it is ASCII.
    public int Size => Body.Length + Attributes.Sum(attribute => attribute.Name.Length + AttributeType.Length + attribute.Value.Length);

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
