using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// A fact in the envelope that MassTransit reads (<see href="https://masstransit.io/documentation/concepts/messages#message-headers"/>), without MassTransit:
/// the agent is a small native executable.
/// </summary>
/// <param name="time">The clock of the time of sending.</param>
internal sealed class FactEnvelope(TimeProvider time)
{
    /// <summary>The content type of an envelope in JSON.</summary>
    public const string ContentType = "application/vnd.masstransit+json";

    /// <summary>
    /// Where MassTransit looks for the span that a message continues (W3C Trace Context): whoever receives it among the message's attributes, whoever
    /// reads it in the envelope.
    /// </summary>
    public const string TraceHeader = "MT-Activity-Id";

    /// <summary>Writes a fact. What is written holds ASCII alone, so that its characters are its bytes.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="cause">The trace that it continues; where there is none, the one that is under way.</param>
    public string Write(IHostFact fact, ActivityContext cause = default)
    {
        var buffer = new ArrayBufferWriter<byte>(); // its own, because several hosts' agents may share one bus
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var id = IdOf(fact);
            json.WriteStartObject();
            json.WriteString("messageId", id);
            json.WriteString("conversationId", id);
            json.WriteStartArray("messageType");
            json.WriteStringValue(UrnOf(fact.GetType()));
            json.WriteStringValue(UrnOf(typeof(IHostFact)));
            json.WriteEndArray();
            json.WritePropertyName("message");
            JsonSerializer.Serialize(json, fact, ContractsJson.Default.GetTypeInfo(fact.GetType())!);
            json.WriteString("sentTime", time.GetUtcNow().UtcDateTime);
            WriteHeaders(json, TraceOf(cause));
            WriteHost(json);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same for the same fact however often it is published: made of who said it, and when in its life (version 8, RFC 9562).</summary>
    public static Guid IdOf(IHostFact fact)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fact.Host.Name} {fact.Stamp.Epoch} {fact.Stamp.Sequence}")));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>What stands under <see cref="TraceHeader"/>; null for nothing.</summary>
    /// <param name="cause">What is continued; where there is none, what is under way.</param>
    public static string? TraceOf(ActivityContext cause) =>
        cause != default ? $"00-{cause.TraceId}-{cause.SpanId}-{(int)cause.TraceFlags:x2}"
        : Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var trace } ? trace : null;

    private static string UrnOf(Type type) => $"urn:message:{type.Namespace}:{type.Name}";

    private static void WriteHeaders(Utf8JsonWriter json, string? trace)
    {
        json.WriteStartObject("headers");
        if (trace is not null) json.WriteString(TraceHeader, trace);
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json)
    {
        json.WriteStartObject("host");
        json.WriteString("machineName", Environment.MachineName);
        json.WriteString("processName", AgentVersion.Product);
        json.WriteNumber("processId", Environment.ProcessId);
        json.WriteString("assembly", AgentVersion.Product);
        json.WriteString("assemblyVersion", AgentVersion.Number);
        json.WriteString("frameworkVersion", AgentVersion.Runtime);
        json.WriteString("operatingSystemVersion", AgentVersion.OperatingSystem);
        json.WriteEndObject();
    }
}
