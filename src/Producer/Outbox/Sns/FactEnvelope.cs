using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// Writes facts in the envelope that MassTransit's consumers read (<see
/// href="https://masstransit.io/documentation/concepts/messages#message-headers"/>). The agent does without MassTransit because it is a
/// small native executable.
/// </summary>
/// <param name="sender">The process that the envelopes name as their sender.</param>
/// <param name="time">The clock for the time of sending.</param>
internal sealed class FactEnvelope(SendingProcess sender, TimeProvider time)
{
    /// <summary>The content type of an envelope in JSON.</summary>
    public const string ContentType = "application/vnd.masstransit+json";

    /// <summary>
    /// The header in which MassTransit looks for the span that a message continues (W3C Trace Context). A receiver reads it from the
    /// message's attributes; a program that stores messages reads it from the envelope.
    /// </summary>
    public const string TraceHeader = "MT-Activity-Id";

    /// <summary>Writes a fact as JSON in ASCII, so that its number of characters is its number of bytes.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="cause">The trace that it continues; default for the current one.</param>
    public string Write(IHostFact fact, ActivityContext cause = default)
    {
        var buffer = new ArrayBufferWriter<byte>(); // not shared, because agents of several hosts may use one bus
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var id = CreateId(fact);
            json.WriteStartObject();
            json.WriteString("messageId", id);
            json.WriteString("conversationId", id);
            json.WriteStartArray("messageType");
            json.WriteStringValue(FormatUrn(fact.GetType()));
            json.WriteStringValue(FormatUrn(typeof(IHostFact)));
            json.WriteEndArray();
            json.WritePropertyName("message");
            JsonSerializer.Serialize(json, fact, ContractsJson.Default.GetTypeInfo(fact.GetType())!);
            json.WriteString("sentTime", time.GetUtcNow().UtcDateTime);
            WriteHeaders(json, FormatTrace(cause));
            WriteSender(json);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// The message identifier of a fact, made of its host and stamp (version 8, RFC 9562). A fact that is published again keeps it.
    /// </summary>
    public static Guid CreateId(IHostFact fact)
    {
        var stamp = fact.Stamp;
        var text = string.Create(CultureInfo.InvariantCulture, $"{fact.Host.Name} {stamp.Epoch} {stamp.Sequence}");
        if (stamp.Incarnation is { } incarnation) text += $" {incarnation}";
        if (fact is HostReported { Range: { } range }) text += $" {range.From}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The value of <see cref="TraceHeader"/>.</summary>
    /// <param name="cause">The trace to continue; default for the current one.</param>
    /// <returns>Null if there is no trace.</returns>
    public static string? FormatTrace(ActivityContext cause) =>
        cause != default ? $"00-{cause.TraceId}-{cause.SpanId}-{(int)cause.TraceFlags:x2}"
        : Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var current } ? current : null;

    private static string FormatUrn(Type type) => $"urn:message:{type.Namespace}:{type.Name}";

    private static void WriteHeaders(Utf8JsonWriter json, string? trace)
    {
        json.WriteStartObject("headers");
        if (trace is not null) json.WriteString(TraceHeader, trace);
        json.WriteEndObject();
    }

    private void WriteSender(Utf8JsonWriter json)
    {
        json.WriteStartObject("host");
        json.WriteString("machineName", sender.MachineName);
        json.WriteString("processName", sender.Product);
        json.WriteNumber("processId", sender.ProcessId);
        json.WriteString("assembly", sender.Product);
        json.WriteString("assemblyVersion", sender.Version);
        json.WriteString("frameworkVersion", sender.FrameworkVersion);
        json.WriteString("operatingSystemVersion", sender.OperatingSystem);
        json.WriteEndObject();
    }
}
