using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>One registered claim: a service name for one port of a container.</summary>
/// <param name="Service">The canonical name below the domain: <c>calc</c>, <c>_calc._tcp</c>.</param>
/// <param name="ContainerPort">The port inside the container; several names may be claimed for it.</param>
/// <param name="At">The address that clients connect to; behind a balancer its DNS name, which several services may
/// share.</param>
public sealed record Instance(string Service, int ContainerPort, TransportAddress At)
{
    /// <summary>Whether the port of <see cref="At"/> was chosen by a declaration, so that clients may know it without asking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFixed { get; init; }

    /// <summary>The IPv6 address that leads to the same port, where <see cref="At"/> is at IPv4; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }

    /// <summary>The load balancer whose name and port are <see cref="At"/>; null for a container that is reached itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Balancer? Balancer { get; init; }

    /// <summary>The IP addresses that lead to it: IPv4 first; none of a balancer, which changes them as it likes.</summary>
    [JsonIgnore]
    public IEnumerable<string> Addresses => this switch
    {
        { Balancer: not null } => [],
        { Address6: null } => [At.Address],
        _ => [At.Address, Address6],
    };

    /// <summary>The priority of its SRV record, if it is not the usual one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ushort? Priority { get; init; }

    /// <summary>The weight of its SRV record, if it is not the usual one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ushort? Weight { get; init; }

    /// <summary>What it is tagged with, sorted; it changes nothing in DNS. Null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextList? Tags { get; init; }

    /// <summary>Its attributes, each as <c>zone=a</c>, sorted; they change nothing in DNS. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextList? Attributes { get; init; }

    /// <summary>
    /// Whether both are one instance, whatever else is said of it. A container has at most one instance of a service at an address.
    /// </summary>
    public bool IsSameAs(Instance other) => (Service, ContainerPort, At) == (other.Service, other.ContainerPort, other.At);
}
