using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer;

/// <summary>What a host is called and where it is reached, from what its engine and its address say.</summary>
public static class HostNaming
{
    /// <summary>The longest label that DNS takes (RFC 1035, section 2.3.4).</summary>
    private const int LabelLimit = 63;

    /// <summary>A name made a DNS label: letters, digits and inner hyphens (RFC 1123, section 2.1); empty where nothing is left.</summary>
    public static string Label(string name)
    {
        var characters = name.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-');
        return Cut(string.Concat(characters).Trim('-'), LabelLimit);
    }

    /// <summary>The address that an engine's endpoint implies: loopback for a local socket, the endpoint's own IPv4 address for TCP.</summary>
    /// <returns>Null where the endpoint names no IPv4 address; then it has to be set.</returns>
    public static string? AddressOf(Uri endpoint) => endpoint switch
    {
        { Scheme: "unix" } or { Host: "localhost" } => "127.0.0.1",
        _ when IPAddress.TryParse(endpoint.Host, out var address) && address.AddressFamily is AddressFamily.InterNetwork => address.ToString(),
        _ => null,
    };

    /// <summary>Suffixes that tell engines of one machine apart: the second and later at one address are numbered, in the order given.</summary>
    public static IReadOnlyList<string> Suffixes(IReadOnlyList<string> addresses) =>
        [.. addresses.Select((address, index) => addresses.Take(index).Count(other => other == address) is > 0 and var earlier ? $"-{earlier + 1}" : "")];

    /// <summary>The identity under which an engine's host speaks.</summary>
    public static HostIdentity Identify(EngineDescription engine, AgentSettings settings)
    {
        var label = Label(settings.HostName ?? engine.HostName) is { Length: > 0 } made ? made : "host";
        return new HostIdentity(Cut(label, LabelLimit - settings.HostNameSuffix.Length) + settings.HostNameSuffix, settings.Address);
    }

    private static string Cut(string label, int limit) => label.Length <= limit ? label : label[..limit].TrimEnd('-');
}
