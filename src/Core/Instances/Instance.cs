namespace Pipeline.Core.Instances;

/// <summary>One registered claim: a service name for one port of a container.</summary>
/// <param name="Service">The canonical name below the domain: <c>calc</c>, <c>_calc._tcp</c>.</param>
/// <param name="ContainerPort">The port inside the container; a container claims at most one name a port.</param>
/// <param name="At">The address that clients connect to.</param>
public sealed record Instance(string Service, int ContainerPort, TransportAddress At);
