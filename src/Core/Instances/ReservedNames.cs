using System.Collections.Frozen;

namespace Pipeline.Core.Instances;

/// <summary>
/// Names that no service and no host may have, because programs ask for them by themselves and believe what answers: whoever had one of
/// them could redirect clients that never chose the service.
/// </summary>
public static class ReservedNames
{
    private const string Mail = "mail programs take their settings from it (autodiscover, autoconfig)";
    private const string MailPolicy = "mail servers take a domain's policy from it (RFC 7489, 8461, 6376)";
    private const string Directory = "clients find their directory and log in through it (Kerberos, LDAP, Active Directory)";
    private const string Loopback = "every machine calls itself by it (RFC 6761, section 6.3)";

    /// <summary>Reserved alone, and as a label of a longer name, because clients put them before other names.</summary>
    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [ServiceName.OfFence] = "it is the name of the zone's fence",
        ["_acme-challenge"] = "certificates are issued to whoever has it (RFC 8555, section 8.4)",
        ["_validation-contactemail"] = "certificates are issued to whoever has it (CA/Browser Forum, section 3.2.2.4)",
        ["wpad"] = "browsers take their proxy from it (Web Proxy Auto-Discovery)",
        ["isatap"] = "Windows tunnels IPv6 through it (RFC 5214, section 8.3.2)",
        ["localhost"] = Loopback,
        ["broadcasthost"] = Loopback,
        ["localdomain"] = Loopback,
        ["autodiscover"] = Mail,
        ["_autodiscover"] = Mail,
        ["autoconfig"] = Mail,
        ["mta-sts"] = MailPolicy,
        ["_mta-sts"] = MailPolicy,
        ["_dmarc"] = MailPolicy,
        ["_domainkey"] = MailPolicy,
        ["_smtp"] = MailPolicy,
        ["_kerberos"] = Directory,
        ["_kerberos-adm"] = Directory,
        ["_kerberos-master"] = Directory,
        ["_kpasswd"] = Directory,
        ["_ldap"] = Directory,
        ["_ldaps"] = Directory,
        ["_gc"] = Directory,
        ["_msdcs"] = Directory,
        ["_vlmcs"] = "Windows finds its licence server by it",
        ["_dns-update"] = "clients send updates of the zone to it (RFC 8765, section 6)",
    }.ToFrozenDictionary();

    /// <summary>Reserved as the whole name; as a label of a longer one they mean nothing.</summary>
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["ns"] = "it is the name of the zone's name server",
        ["local"] = "it belongs to multicast DNS (RFC 6762, section 3)",
        ["domaindnszones"] = Directory,
        ["forestdnszones"] = Directory,
    }.ToFrozenDictionary();

    /// <summary>What a reserved name is used for, as text for people; null if the name is not reserved.</summary>
    /// <param name="name">A name below the domain, in lower case.</param>
    public static string? Find(string name) =>
        Names.GetValueOrDefault(name)
        ?? name.Split('.').Select(label => Labels.GetValueOrDefault(label)).FirstOrDefault(use => use is not null);
}
