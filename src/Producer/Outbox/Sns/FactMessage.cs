using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>A fact as it is sent to SNS.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Body">The message's body, in ASCII.</param>
/// <param name="Trace">The value of <see cref="FactEnvelope.TraceHeader"/>; null for none.</param>
/// <param name="Span">The span of its publication; null if nobody listens.</param>
internal sealed record FactMessage(IHostFact Fact, string Body, string? Trace = null, Activity? Span = null)
{
    private const string ContentTypeAttribute = "Content-Type";

    /// <summary>The data type of each attribute.</summary>
    public const string AttributeType = "String";

    /// <summary>
    /// The longest message with its attributes, and the longest batch of them, in bytes (<c>Publish</c> and <c>PublishBatch</c> in the
    /// Amazon SNS API reference).
    /// </summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most messages of a batch (<c>PublishBatch</c> in the Amazon SNS API reference).</summary>
    private const int MaxBatchCount = 10;

    /// <summary>The attributes that are sent with the body.</summary>
    public IEnumerable<(string Name, string Value)> Attributes => Trace is null
        ? [(ContentTypeAttribute, FactEnvelope.ContentType)]
        : [(ContentTypeAttribute, FactEnvelope.ContentType), (FactEnvelope.TraceHeader, Trace)];

    /// <summary>Its length as SNS counts it, in bytes.</summary>
    public int Bytes => Body.Length + Attributes.Sum(attribute => attribute.Name.Length + AttributeType.Length + attribute.Value.Length);

    /// <summary>Divides messages into batches that SNS accepts, and keeps their order.</summary>
    public static IEnumerable<IReadOnlyList<FactMessage>> DivideIntoBatches(IEnumerable<FactMessage> messages)
    {
        var batch = new List<FactMessage>(MaxBatchCount);
        var bytes = 0;
        foreach (var message in messages)
        {
            if (batch.Count == MaxBatchCount || (batch.Count > 0 && bytes + message.Bytes > MaxBytes))
            {
                yield return batch;
                (batch, bytes) = (new(MaxBatchCount), 0);
            }

            batch.Add(message);
            bytes += message.Bytes;
        }

        if (batch.Count > 0) yield return batch;
    }
}
