using Pipeline.Aws.Transport.Addresses;

namespace MassTransit;

/// <summary>
/// The address of a queue or a topic: <c>amazonsqs://REGION/SCOPE/NAME?durable=false&amp;autodelete=true&amp;type=topic</c>, or short,
/// <c>queue:NAME</c> and <c>topic:NAME</c>. A topic's scope, if it has one, is part of its name.
/// </summary>
public readonly struct AmazonSqsEndpointAddress
{
    private const string AutoDeleteKey = "autodelete";
    private const string DurableKey = "durable";
    private const string TemporaryKey = "temporary";
    private const string TypeKey = "type";

    /// <summary>The kind of an address.</summary>
    public enum AddressType
    {
        Queue = 0,
        Topic = 1,
    }

    public string Scheme { get; }

    /// <summary>The region.</summary>
    public string Host { get; }

    public string? Scope { get; }

    /// <summary>The name of the queue or topic.</summary>
    public string Name { get; }

    public bool AutoDelete { get; }
    public bool Durable { get; }
    public AddressType Type { get; }

    /// <param name="hostAddress">The host; short addresses are relative to it.</param>
    /// <param name="address">The address.</param>
    /// <param name="type">The kind, if the address does not say.</param>
    /// <exception cref="ArgumentException">Not the address of a queue or topic.</exception>
    public AmazonSqsEndpointAddress(Uri hostAddress, Uri address, AddressType type = AddressType.Queue)
    {
        var host = new AmazonSqsHostAddress(hostAddress);
        (Durable, AutoDelete, Type) = (true, false, type);
        (Scheme, Host, Scope) = (host.Scheme, host.Host, host.Scope);
        switch (address.Scheme.ToLowerInvariant())
        {
            case AmazonSqsHostAddress.AmazonSqsScheme:
                Host = address.Host;
                var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
                (Scope, Name) = path is [.. var scope, var name]
                    ? (scope is [var single] ? single : AmazonSqsHostAddress.NoScope, name)
                    : (null, "");
                break;
            case "queue":
                Name = address.AbsolutePath;
                break;
            case "topic":
                Type = AddressType.Topic;
                Name = Scope == AmazonSqsHostAddress.NoScope ? address.AbsolutePath : $"{Scope}_{address.AbsolutePath}";
                break;
            default:
                throw new ArgumentException(
                    $"'{address}' is not the address of a queue or topic: write queue:NAME or topic:NAME", nameof(address));
        }

        var options = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        foreach (var option in options.Select(option => option.Split('=', 2)))
        {
            switch (option)
            {
                case [TemporaryKey, var text] when bool.TryParse(text, out var temporary):
                    (AutoDelete, Durable) = (temporary, !temporary);
                    break;
                case [DurableKey, var text] when bool.TryParse(text, out var durable):
                    Durable = durable;
                    break;
                case [AutoDeleteKey, var text] when bool.TryParse(text, out var autoDelete):
                    AutoDelete = autoDelete;
                    break;
                case [TypeKey, var text] when Enum.TryParse<AddressType>(text, ignoreCase: true, out var addressType):
                    Type = addressType;
                    break;
            }
        }

        var problem = Type == AddressType.Queue ? EntityNames.QueueNameProblem(Name) : EntityNames.TopicNameProblem(Name);
        if (problem is not null) throw new ArgumentException($"'{address}': {problem}", nameof(address));
    }

    public AmazonSqsEndpointAddress(
        Uri hostAddress, string name, bool durable = true, bool autoDelete = false, AddressType type = AddressType.Queue)
    {
        var host = new AmazonSqsHostAddress(hostAddress);
        (Scheme, Host, Scope) = (host.Scheme, host.Host, host.Scope);
        (Name, Durable, AutoDelete, Type) = (name, durable, autoDelete, type);
    }

    public static implicit operator Uri(in AmazonSqsEndpointAddress address) => new UriBuilder
    {
        Scheme = address.Scheme,
        Host = address.Host,
        Path = address.Scope == AmazonSqsHostAddress.NoScope || address.Type == AddressType.Topic
            ? $"/{address.Name}"
            : $"/{address.Scope}/{address.Name}",
        Query = string.Join('&', address.Options()),
    }.Uri;

    private IEnumerable<string> Options()
    {
        if (!Durable) yield return $"{DurableKey}=false";
        if (AutoDelete) yield return $"{AutoDeleteKey}=true";
        if (Type is AddressType.Topic) yield return $"{TypeKey}=topic";
    }
}
