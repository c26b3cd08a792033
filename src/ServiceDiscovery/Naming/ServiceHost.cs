namespace Pipeline.ServiceDiscovery.Naming;

/// <summary>
/// Decides which names are services.
/// <code>
/// the host of an address is …                     then
/// a name below the domain                         that service
/// one label, or begins with an underscore         the service of that name below the domain
/// localhost, an IP address, anything else         no service: resolved as any other name
/// </code>
/// </summary>
internal static class ServiceHost
{
    /// <param name="host">The host of an address: <c>calc</c>, <c>calc.servicediscovery.internal</c>.</param>
    /// <param name="domain">The domain of the services.</param>
    /// <returns>The service's name below the domain; null if it is none.</returns>
    public static string? FindService(string host, string domain)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        var suffix = "." + domain.Trim('.').ToLowerInvariant();
        if (name.EndsWith(suffix, StringComparison.Ordinal)) return name[..^suffix.Length] is { Length: > 0 } below ? below : null;
        if (name is "" or "localhost" || System.Net.IPAddress.TryParse(name, out _)) return null;
        return name[0] is '_' || !name.Contains('.') ? name : null;
    }
}
