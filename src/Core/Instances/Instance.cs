namespace Pipeline.Core.Instances;

/// <summary>One container's claim to a service name on one port, judged good.</summary>
/// <param name="Service">The name below the domain, canonical: <c>calc</c>, <c>_calc._tcp</c>.</param>
/// <param name="ContainerPort">The port inside the container; a container claims at most one name a port.</param>
/// <param name="At">Where clients reach it.</param>
public sealed record Instance(string Service, int ContainerPort, TransportAddress At);
