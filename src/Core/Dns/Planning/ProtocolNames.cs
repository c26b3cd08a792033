using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Dns.Planning;

/// <summary>Whether plain names have protocol names beside them, named as in the settings.</summary>
public enum ProtocolNames
{
    /// <summary>All of them: beside <c>calc</c> are <c>_calc._tcp</c> for its TCP ports and <c>_calc._udp</c> for its UDP ports.</summary>
    All,

    /// <summary>None: a protocol name is there only if it is claimed.</summary>
    None,
}

/// <summary>
/// The rules by which a plain name has a protocol name beside it (RFC 2782).
/// <code>
/// the name of the service            its protocol name
/// calc                               _calc._tcp, of its instances at TCP ports; _calc._udp likewise
/// v2.calc                            _v2._tcp.calc
/// calc, where _calc._tcp is claimed  none: _calc._tcp leads to those that claim it
/// ldap                               none: _ldap._tcp is reserved
/// _calc._tcp, _calc                  none: it says already what it is
/// </code>
/// </summary>
public static class ProtocolNameRules
{
    /// <summary>The protocol name of a plain name; null if it may have none.</summary>
    /// <param name="service">The canonical name below the domain.</param>
    /// <param name="protocol">The protocol of the instances behind it.</param>
    /// <param name="domain">The domain of the services.</param>
    public static string? Find(string service, TransportProtocol protocol, string domain)
    {
        if (service.StartsWith('_')) return null;
        var name = Format(service, protocol);
        return ReservedNames.Find(name) is null && ServiceName.FindFlaw(name, domain) is null ? name : null;
    }

    /// <summary>The protocol names beside the plain name of some instances.</summary>
    /// <param name="names">The setting.</param>
    /// <param name="service">The plain name.</param>
    /// <param name="instances">Its registered instances.</param>
    /// <param name="isClaimed">Whether a protocol name has registered instances of its own.</param>
    /// <param name="domain">The domain of the services.</param>
    public static IEnumerable<(string Name, TransportProtocol Protocol)> FindBeside(
        this ProtocolNames names, string service, IEnumerable<Instance> instances, Func<string, bool> isClaimed, string domain)
    {
        if (names is ProtocolNames.None) yield break;
        foreach (var protocol in instances.Select(instance => instance.At.Protocol).Distinct().Order())
            if (Find(service, protocol, domain) is { } name && !isClaimed(name)) yield return (name, protocol);
    }

    /// <summary>
    /// The names that are compared with a name, because the records of one follow from the claims of the other: a plain name and its
    /// protocol names.
    /// </summary>
    public static IEnumerable<string> FindRelated(string service) => OwnedName.FormsOf(OwnedName.Of(service)).Append(service).Distinct();

    private static string Format(string service, TransportProtocol protocol)
    {
        var (label, rest) = service.IndexOf('.') is > 0 and var dot ? (service[..dot], service[dot..]) : (service, "");
        return $"_{label}.{(protocol is TransportProtocol.Udp ? "_udp" : "_tcp")}{rest}";
    }
}
