namespace Amazon.Route53.Wire;

/// <summary>The protocol of Route 53: REST XML, version 2013-04-01, one endpoint per partition.</summary>
internal static class Route53Protocol
{
    public static readonly ServiceIdentity Identity = new("Route 53", "route53", "route53", "2013-04-01") { IsGlobal = true };

    public static readonly RestXmlProtocol Protocol = new(Identity, "https://route53.amazonaws.com/doc/2013-04-01/", Failures.ToException);

    /// <summary>Responses name a resource by its path, <c>/hostedzone/Z1</c>; requests by the last segment.</summary>
    public static RestXmlRequest Resource(this RestXmlRequest request, string id) => request.Path("Id", id?[(id.LastIndexOf('/') + 1)..]);
}
