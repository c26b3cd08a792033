namespace Amazon.Route53;

/// <summary>Any request to Route 53.</summary>
public class AmazonRoute53Request : AmazonWebServiceRequest;
