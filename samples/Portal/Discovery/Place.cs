namespace Samples.Portal.Discovery;

/// <summary>Where one instance of a service is.</summary>
/// <param name="Host">The machine that the SRV record names.</param>
/// <param name="Address">That machine's address.</param>
/// <param name="Port">The port there.</param>
public sealed record Place(string Host, string Address, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}
