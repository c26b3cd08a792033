namespace Pipeline.Resolvers;

/// <summary>The resolvers whose configuration is known.</summary>
internal static class ResolverTable
{
    /// <summary>In the order in which they are looked for: the first one that runs is the one that programs ask.</summary>
    public static readonly IReadOnlyList<Resolver> All =
    [
        new(
            "macos", ["/System/Library/CoreServices/SystemVersion.plist"],
            domain => $"/etc/resolver/{domain}", "sudo killall -HUP mDNSResponder",
            to => $"nameserver {to.Address}\nport {to.Server.Port}"),

        // NetworkManager starts a dnsmasq of its own where its configuration says dns=dnsmasq.
        new(
            "networkmanager", ["/run/NetworkManager/dnsmasq.pid"],
            _ => "/etc/NetworkManager/dnsmasq.d/pipeline.conf", "sudo systemctl restart NetworkManager",
            Dnsmasq),

        // ~ makes it the route of this domain alone.
        new(
            "systemd-resolved", ["/run/systemd/resolve/stub-resolv.conf"],
            _ => "/etc/systemd/resolved.conf.d/pipeline.conf", "sudo systemctl restart systemd-resolved",
            to => $"[Resolve]\nDNS={to.AddressAndPort}\nDomains=~{to.Domain}"),
        new(
            "dnsmasq", ["/run/dnsmasq/dnsmasq.pid", "/run/dnsmasq.pid"],
            _ => "/etc/dnsmasq.d/pipeline.conf", "sudo systemctl restart dnsmasq",
            Dnsmasq),

        // A stub zone and no forward zone: the name server is authoritative, and does not recurse. A private domain has no signatures,
        // and its addresses may be private ones.
        new(
            "unbound", ["/run/unbound.pid", "/run/unbound/unbound.pid"],
            _ => "/etc/unbound/unbound.conf.d/pipeline.conf", "sudo systemctl restart unbound",
            to => $"""
                server:
                    do-not-query-localhost: no
                    domain-insecure: "{to.Domain}"
                    private-domain: "{to.Domain}"
                    local-zone: "{to.Domain}" transparent

                stub-zone:
                    name: "{to.Domain}"
                    stub-addr: {to.Address}@{to.Server.Port}
                """),

        // Caches for as long as the answers' TTLs say, and no longer than 5 s where a name does not exist, as the zone's SOA says.
        new(
            "coredns", [],
            _ => "your Corefile", "kill -USR1 $(pidof coredns)",
            to => $$"""
                {{to.Domain}} {
                    forward . {{to.AddressAndPort}}
                    cache {
                        success 9984 3600 0
                        denial 9984 5 0
                    }
                }
                """),
    ];

    public static IEnumerable<string> Names => All.Select(resolver => resolver.Name);

    /// <summary>The resolver with a name; null if there is none.</summary>
    public static Resolver? Find(string name) => All.FirstOrDefault(resolver => resolver.Name == name);

    /// <summary>The resolver that this machine's programs ask; null if none is found.</summary>
    /// <param name="exists">Whether a path exists.</param>
    public static Resolver? Detect(Predicate<string> exists) => All.FirstOrDefault(resolver => resolver.Traces.Any(trace => exists(trace)));

    private static string Dnsmasq(ForwardedDomain to) => $"server=/{to.Domain}/{to.Address}#{to.Server.Port}";
}
