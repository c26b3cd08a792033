using Amazon.Route53.Wire;

namespace Amazon.Route53;

/// <summary>Settings of the Route 53 client. Its endpoint variable is <c>AWS_ENDPOINT_URL_ROUTE_53</c>.</summary>
public class AmazonRoute53Config() : ServiceConfig(Route53Protocol.Identity);
