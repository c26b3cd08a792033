using System.Text.Json.Serialization;

namespace Pipeline.Core.Instances;

/// <summary>One registered claim: a service name for one port of a container.</summary>
/// <param name="Service">The canonical name below the domain: <c>calc</c>, <c>_calc._tcp</c>.</param>
/// <param name="ContainerPort">The port inside the container; a container claims at most one name a port.</param>
/// <param name="At">The address that clients connect to.</param>
public sealed record Instance(string Service, int ContainerPort, TransportAddress At)
{
    /// <summary>Whether the port of <see cref="At"/> was chosen by a declaration, so that clients may know it without asking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFixed { get; init; }

    /// <summary>The IPv6 address that leads to the same port, where <see cref="At"/> is at IPv4; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }

    /// <summary>The addresses that lead to it: IPv4 first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Addresses => Address6 is null ? [At.Address] : [At.Address, Address6];
}
