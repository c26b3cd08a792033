namespace Pipeline.Contracts;

/// <summary>The host that speaks.</summary>
/// <param name="Name">A DNS label, unique among the hosts of one registry; the host's A record has this name.</param>
/// <param name="Address">IPv4 address at which other machines reach the ports that this host publishes.</param>
public sealed record HostIdentity(string Name, string Address);
