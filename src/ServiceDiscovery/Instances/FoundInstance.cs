using System.Net;

namespace Pipeline.ServiceDiscovery.Instances;

/// <summary>One instance of a service. It is a feature of each endpoint that this package finds.</summary>
/// <param name="EndPoint">Its address and port.</param>
/// <param name="Host">The host that it runs on: <c>ip-10-0-1-5</c>.</param>
public sealed record FoundInstance(IPEndPoint EndPoint, string Host);
