namespace Samples.Portal.Discovery;

/// <summary>The location of a service instance.</summary>
/// <param name="Host">The target of the SRV record.</param>
/// <param name="Address">The target's address.</param>
/// <param name="Port">The port.</param>
public sealed record Instance(string Host, string Address, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}
