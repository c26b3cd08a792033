using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Hosts;

/// <summary>The name and address of a host, from its settings and from what its engine says.</summary>
public static class HostNaming
{
    private const string NameWithoutLetters = "host";

    /// <summary>
    /// The address that an engine's endpoint implies: loopback for a local socket, the endpoint's own IPv4 address for TCP.
    /// </summary>
    /// <returns>Null if the endpoint contains no IPv4 address; then the address has to be set.</returns>
    public static string? FindAddress(Uri endpoint) => endpoint switch
    {
        { Scheme: "unix" } or { Host: "localhost" } => "127.0.0.1",
        _ when IPAddress.TryParse(endpoint.Host, out var ip) && ip.AddressFamily is AddressFamily.InterNetwork => ip.ToString(),
        _ => null,
    };

    /// <summary>Name suffixes for engines that share an address: the second and later ones are numbered, in the order given.</summary>
    /// <returns>One suffix for each address; empty for the first engine at an address.</returns>
    public static IReadOnlyList<string> NumberEngines(IReadOnlyList<string> addresses) =>
    [
        .. addresses.Select((address, index) =>
            addresses.Take(index).Count(other => other == address) is > 0 and var earlier ? $"-{earlier + 1}" : ""),
    ];

    /// <summary>The identity of an engine's host: its configured name, or the engine's, made a DNS label and given the suffix.</summary>
    public static HostIdentity Identify(EngineDescription engine, AgentSettings settings)
    {
        var label = DnsLabel.FromName(settings.HostName ?? engine.HostName) is { Length: > 0 } name ? name : NameWithoutLetters;
        var suffix = settings.HostNameSuffix;
        return new HostIdentity(DnsLabel.Truncate(label, DnsLabel.MaxLength - suffix.Length) + suffix, settings.Address);
    }
}
