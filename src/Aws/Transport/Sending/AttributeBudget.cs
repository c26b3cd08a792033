using System.Text.RegularExpressions;
using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Collects a message's attributes, the most important first, as far as ten reach.</summary>
internal sealed partial class AttributeBudget(int most = MessageSize.Attributes)
{
    private readonly Dictionary<string, string> taken = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Taken => taken;

    /// <summary>The names that found no place.</summary>
    public List<string> Left { get; } = [];

    /// <summary>Takes an attribute, if it can be one and there is a place. The first of a name counts.</summary>
    public AttributeBudget Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || !Name().IsMatch(name) || !value.All(IsText) || taken.ContainsKey(name)) return this;
        if (taken.Count < most) taken[name] = value;
        else Left.Add(name);
        return this;
    }

    /// <summary>The headers of a message that is sent. In an envelope they travel as well, so that one without a place is not lost.</summary>
    /// <exception cref="TransportException">The message has no envelope, and would lose headers.</exception>
    public static IReadOnlyDictionary<string, string> Of(SendContext message, AllowTransportHeader? allow)
    {
        var contentType = message.ContentType?.ToString();
        var budget = new AttributeBudget().Add(MessageHeaders.ContentType, contentType);
        foreach (var header in message.Headers.GetAll())
            if (new HeaderValue(header.Key, header.Value).IsStringValue(out var text) && (allow is null || allow(text)))
                budget.Add(text.Key, text.Value);

        return budget.Left is [] || HasEnvelope(contentType)
            ? budget.Taken
            : throw new TransportException(
                message.DestinationAddress!, $"a message without an envelope has no place for its headers {string.Join(", ", budget.Left)}: SNS and SQS carry {MessageSize.Attributes}");
    }

    /// <summary>Whether a message of a content type carries its headers in its body.</summary>
    public static bool HasEnvelope(string? contentType) => contentType?.Contains("vnd.masstransit", StringComparison.OrdinalIgnoreCase) ?? true;

    /// <summary>Whether SQS and SNS take a character: those of XML 1.0.</summary>
    public static bool IsText(char letter) => letter is '\t' or '\n' or '\r' or (>= ' ' and <= '\uFFFD');

    [GeneratedRegex(@"^(?!(?i:aws|amazon)\.)(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)\z")]
    private static partial Regex Name();
}
