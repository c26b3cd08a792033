using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Pipeline.Aws.Tests.Answers;

namespace Pipeline.Aws.Tests.Referee;

/// <summary>Every operation that our clients have, found by their interfaces.</summary>
internal static class OurOperations
{
    /// <summary>What our clients demand of answers beyond what the models require.</summary>
    private static readonly JsonObject Demanded = new()
    {
        ["CreateTopicResponse"] = new JsonArray("TopicArn"),
        ["SubscribeResponse"] = new JsonArray("SubscriptionArn"),
        ["PublishResponse"] = new JsonArray("MessageId"),
        ["GetTopicAttributesResponse"] = new JsonArray("Attributes"),
        ["GetSubscriptionAttributesResponse"] = new JsonArray("Attributes"),
        ["StopTaskResponse"] = new JsonArray("task"),
        ["DescribeTasksResponse"] = new JsonArray("tasks"),
        ["ListTasksResponse"] = new JsonArray("taskArns"),
        ["DescribeTaskDefinitionResponse"] = new JsonArray("taskDefinition"),
        ["ListServicesResponse"] = new JsonArray("serviceArns"),
        ["DescribeServicesResponse"] = new JsonArray("services"),
        ["ListContainerInstancesResponse"] = new JsonArray("containerInstanceArns"),
        ["DescribeContainerInstancesResponse"] = new JsonArray("containerInstances"),
        ["Task"] = new JsonArray("taskArn"),
        ["TaskDefinition"] = new JsonArray("taskDefinitionArn", "containerDefinitions"),
        ["ContainerInstance"] = new JsonArray("containerInstanceArn", "status", "agentConnected"),
        ["Service"] = new JsonArray("serviceArn", "serviceName", "status"),
        ["Failure"] = new JsonArray("reason"),
        ["DescribeTargetGroupsOutput"] = new JsonArray("TargetGroups"),
        ["DescribeLoadBalancersOutput"] = new JsonArray("LoadBalancers"),
        ["DescribeListenersOutput"] = new JsonArray("Listeners"),
        ["TargetGroup"] = new JsonArray("TargetGroupArn"),
        ["LoadBalancer"] = new JsonArray("LoadBalancerArn"),
        ["Listener"] = new JsonArray("ListenerArn"),
    };

    private static readonly Dictionary<string, Type> Clients = new()
    {
        ["sns"] = typeof(IAmazonSimpleNotificationService),
        ["route53"] = typeof(IAmazonRoute53),
        ["ecs"] = typeof(IAmazonECS),
        ["elbv2"] = typeof(IAmazonElasticLoadBalancingV2),
    };

    public static IEnumerable<string> Services => Clients.Keys;

    public static IEnumerable<(string Service, string Operation)> All =>
        from client in Clients
        from method in client.Value.GetMethods()
        where IsOperation(method)
        select (client.Key, method.Name[..^"Async".Length]);

    /// <summary>The classes of constants of a service.</summary>
    public static IEnumerable<Type> Constants(string service) =>
        Clients[service].Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ConstantClass)));

    public static ClientConfig Config(string service) => service switch
    {
        "sns" => new AmazonSimpleNotificationServiceConfig(),
        "route53" => new AmazonRoute53Config(),
        "elbv2" => new AmazonElasticLoadBalancingV2Config(),
        _ => new AmazonECSConfig(),
    };

    public static JsonObject Question(string ask, string service, string operation, string kind = "least", int seed = 0) => new()
    {
        ["ask"] = ask,
        ["service"] = service,
        ["operation"] = operation,
        ["kind"] = kind,
        ["seed"] = seed,
        ["demanded"] = Demanded.DeepClone(),
    };

    public static Type RequestType(string service, string operation) => Method(service, operation).GetParameters()[0].ParameterType;

    /// <summary>Calls an operation of a peer with a request.</summary>
    public static async Task<object> CallAsync(string service, string operation, Uri peer, object request)
    {
        using IDisposable client = service switch
        {
            "sns" => Calls.SnsClient(peer),
            "route53" => Calls.Route53Client(peer),
            "elbv2" => Calls.BalancingClient(peer),
            _ => Calls.EcsClient(peer),
        };
        var task = (Task)Method(service, operation).Invoke(client, [request, CancellationToken.None])!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static MethodInfo Method(string service, string operation) =>
        Clients[service].GetMethods().Single(method => IsOperation(method) && method.Name == $"{operation}Async");

    private static bool IsOperation(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: var request }, _] && request.IsSubclassOf(typeof(AmazonWebServiceRequest));
}
