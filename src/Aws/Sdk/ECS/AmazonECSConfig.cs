using Amazon.ECS.Wire;

namespace Amazon.ECS;

/// <summary>Settings of the ECS client. Its endpoint variable is <c>AWS_ENDPOINT_URL_ECS</c>.</summary>
public class AmazonECSConfig() : ServiceConfig(Operations.Identity);
