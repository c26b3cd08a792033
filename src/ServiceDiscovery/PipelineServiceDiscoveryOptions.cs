using System.Net;

namespace Pipeline.ServiceDiscovery;

/// <summary>Where the names of services are found.</summary>
public sealed class PipelineServiceDiscoveryOptions
{
    /// <summary>The domain below which services have their names.</summary>
    public string Domain { get; set; } = "servicediscovery.internal";

    /// <summary>The DNS server that is asked; null for those of this machine.</summary>
    public IPEndPoint? DnsServer { get; set; }

    /// <summary>
    /// The address of the console or of <c>up</c>, whose API says at once when something changes; null to ask DNS alone, which is asked
    /// again when the TTL of its answer is over.
    /// </summary>
    public Uri? Api { get; set; }

    /// <summary>The token that the API asks for; null if it asks for none.</summary>
    public string? ApiToken { get; set; }

    /// <summary>How long one question to DNS may take; it is asked twice.</summary>
    public TimeSpan DnsTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
