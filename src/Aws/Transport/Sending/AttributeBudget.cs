using System.Text.RegularExpressions;
using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Batching;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Selects the message attributes that fit into the limit of ten. Callers add the most important first.</summary>
internal sealed partial class AttributeBudget(int limit = MessageLimits.MaxAttributes)
{
    private readonly Dictionary<string, string> selected = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Selected => selected;

    /// <summary>The names that did not fit.</summary>
    public List<string> Omitted { get; } = [];

    /// <summary>Adds an attribute if its name and value are valid and there is room. The first value of a name wins.</summary>
    public AttributeBudget Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || !ValidName().IsMatch(name) || !value.All(IsValid) || selected.ContainsKey(name)) return this;
        if (selected.Count < limit) selected[name] = value;
        else Omitted.Add(name);
        return this;
    }

    /// <summary>The headers of an outgoing message as attributes. An envelope carries all headers as well, so that none is lost.</summary>
    /// <exception cref="TransportException">The message has no envelope and more headers than attributes.</exception>
    public static IReadOnlyDictionary<string, string> FromHeaders(SendContext message, AllowTransportHeader? allow)
    {
        var contentType = message.ContentType?.ToString();
        var budget = new AttributeBudget().Add(MessageHeaders.ContentType, contentType);
        foreach (var header in message.Headers.GetAll())
            if (new HeaderValue(header.Key, header.Value).IsStringValue(out var text) && (allow is null || allow(text)))
                budget.Add(text.Key, text.Value);

        if (budget.Omitted is [] || HasEnvelope(contentType)) return budget.Selected;
        var omitted = string.Join(", ", budget.Omitted);
        throw new TransportException(
            message.DestinationAddress!,
            $"SNS and SQS carry {MessageLimits.MaxAttributes} headers of a message without an envelope; {omitted} would be lost");
    }

    /// <summary>Whether messages of a content type carry their headers in the body.</summary>
    public static bool HasEnvelope(string? contentType) =>
        contentType?.Contains("vnd.masstransit", StringComparison.OrdinalIgnoreCase) ?? true;

    /// <summary>Whether SQS and SNS accept a character: those of XML 1.0.</summary>
    public static bool IsValid(char letter) => letter is '\t' or '\n' or '\r' or (>= ' ' and <= '\uFFFD');

    [GeneratedRegex(@"^(?!(?i:aws|amazon)\.)(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)\z")]
    private static partial Regex ValidName();
}
