namespace Pipeline.Claims;

/// <summary>The addresses at which other machines reach a host, or a task that has its own network interface.</summary>
/// <param name="IPv4">Its IPv4 address; null for none.</param>
/// <param name="IPv6">Its IPv6 address; null for none.</param>
public sealed record InterfaceAddresses(string? IPv4, string? IPv6 = null);
