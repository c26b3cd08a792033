using Amazon.ElasticLoadBalancingV2.Wire;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>Settings of the client. Its endpoint variable is <c>AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2</c>.</summary>
public class AmazonElasticLoadBalancingV2Config() : ServiceConfig(Operations.Identity);
