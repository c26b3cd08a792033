using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Planning;

/// <summary>Which instances have their address at their service's own name, named as in the settings.</summary>
public enum ServiceAddresses
{
    /// <summary>
    /// Those whose port was chosen by a declaration. Who asks for an address alone cannot learn a port that an engine chose, and would meet
    /// another service at the port that it knows.
    /// </summary>
    Fixed,

    /// <summary>All of them.</summary>
    All,

    /// <summary>None: a service has SRV records alone.</summary>
    None,
}

/// <summary>
/// The rules by which a service's own name has addresses.
/// <code>
/// name of the service                     address records at the name
/// _calc._tcp                              none: it is no host name (RFC 2782)
/// ip-10-0-1-5, at-10-0-1-5                those of that address, which SRV records point to
/// red, which is a host too                the host's
/// any other                               the addresses of its instances, as the setting chooses them
/// </code>
/// </summary>
public static class ServiceAddressRules
{
    /// <summary>Whether an instance has its address at its service's name.</summary>
    public static bool Choose(this ServiceAddresses addresses, Instance instance) => addresses switch
    {
        ServiceAddresses.Fixed => instance.IsFixed,
        ServiceAddresses.All => true,
        _ => false,
    };

    /// <summary>Whether a service of this name may have address records, unless a host has the name.</summary>
    public static bool MayHaveAddresses(string service) => ServiceName.GetProtocol(service) is null && !AddressLabel.IsOne(service);

    /// <summary>Why a service's name has no address of its instances; null if it has one.</summary>
    /// <param name="addresses">The setting.</param>
    /// <param name="service">The service.</param>
    /// <param name="instances">Its registered instances.</param>
    /// <param name="isHost">Whether a host that is present has the name.</param>
    public static NoAddressReason? FindAbsence(
        this ServiceAddresses addresses, string service, IEnumerable<Instance> instances, bool isHost) =>
        isHost ? NoAddressReason.NameOfHost
        : ServiceName.GetProtocol(service) is not null ? NoAddressReason.NoHostName
        : AddressLabel.IsOne(service) ? NoAddressReason.NameOfAddress
        : addresses is ServiceAddresses.None ? NoAddressReason.SwitchedOff
        : instances.Any(instance => addresses.Choose(instance)) ? null
        : NoAddressReason.NoFixedPort;
}

/// <summary>Why a service's name has no address of its instances.</summary>
public enum NoAddressReason
{
    /// <summary>The engine chose the ports of all its instances.</summary>
    NoFixedPort,

    /// <summary>A host has the name, and its address records are the host's.</summary>
    NameOfHost,

    /// <summary>The name states a service and a protocol (RFC 2782).</summary>
    NoHostName,

    /// <summary>The name has the form of an address's label.</summary>
    NameOfAddress,

    /// <summary>The setting chooses no instance.</summary>
    SwitchedOff,
}
