namespace Amazon.ECS;

/// <summary>Any request to ECS.</summary>
public class AmazonECSRequest : AmazonWebServiceRequest;
