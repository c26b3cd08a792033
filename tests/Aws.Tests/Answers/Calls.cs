using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Aws.Tests.Answers;

/// <summary>A call of every operation of our clients, and the least that the service answers to it.</summary>
internal static class Calls
{
    private const string Change =
        "<ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-01-02T03:04:05Z</SubmittedAt></ChangeInfo>";

    private const string Zone =
        "<HostedZone><Id>/hostedzone/Z1</Id><Name>a.internal.</Name><CallerReference>c</CallerReference></HostedZone>";

    /// <summary>Whether a service answers in JSON.</summary>
    public static bool IsJson(string operation) => Ecs.ContainsKey(operation);

    public static IEnumerable<string> Operations => [.. Sns.Keys, .. Route53.Keys, .. Balancing.Keys, .. Ecs.Keys];

    /// <summary>The least good answer to an operation.</summary>
    public static string Answer(string operation) =>
        Sns.TryGetValue(operation, out var sns) ? $"<{operation}Response>{sns.Answer}</{operation}Response>"
        : Route53.TryGetValue(operation, out var zone) ? $"<{operation}Response>{zone.Answer}</{operation}Response>"
        : Balancing.TryGetValue(operation, out var balancing) ? $"<{operation}Response>{balancing.Answer}</{operation}Response>"
        : Ecs[operation].Answer;

    /// <summary>Calls an operation of a peer.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="retries">How often the client tries again.</param>
    public static async Task CallAsync(string operation, Uri peer, int retries = 0)
    {
        using IDisposable client = Sns.ContainsKey(operation) ? SnsClient(peer, retries)
            : Route53.ContainsKey(operation) ? Route53Client(peer, retries)
            : Balancing.ContainsKey(operation) ? BalancingClient(peer, retries)
            : EcsClient(peer, retries);
        await (client switch
        {
            AmazonSimpleNotificationServiceClient sns => Sns[operation].Call(sns),
            AmazonRoute53Client route53 => Route53[operation].Call(route53),
            AmazonElasticLoadBalancingV2Client balancing => Balancing[operation].Call(balancing),
            AmazonECSClient ecs => Ecs[operation].Call(ecs),
            _ => throw new InvalidOperationException(),
        });
    }

    public static AmazonSimpleNotificationServiceClient SnsClient(Uri peer, int retries = 0) => new(
        ScriptedService.Credentials,
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = peer.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = retries,
        });

    public static AmazonRoute53Client Route53Client(Uri peer, int retries = 0) => new(
        ScriptedService.Credentials, new AmazonRoute53Config { ServiceURL = peer.AbsoluteUri, MaxErrorRetry = retries });

    public static AmazonElasticLoadBalancingV2Client BalancingClient(Uri peer, int retries = 0) => new(
        ScriptedService.Credentials,
        new AmazonElasticLoadBalancingV2Config
        {
            ServiceURL = peer.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = retries,
        });

    public static AmazonECSClient EcsClient(Uri peer, int retries = 0) => new(
        ScriptedService.Credentials,
        new AmazonECSConfig { ServiceURL = peer.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = retries });

    private static readonly Dictionary<string, (string Answer, Func<AmazonSimpleNotificationServiceClient, Task> Call)> Sns = new()
    {
        ["CreateTopic"] = (Result("CreateTopic", "<TopicArn>arn:t</TopicArn>"), sns => sns.CreateTopicAsync(new CreateTopicRequest("t"))),
        ["DeleteTopic"] = ("", sns => sns.DeleteTopicAsync("arn:t")),
        ["ListTopics"] = (Result("ListTopics", ""), sns => sns.ListTopicsAsync(new ListTopicsRequest())),
        ["GetTopicAttributes"] = (Result("GetTopicAttributes", "<Attributes/>"), sns => sns.GetTopicAttributesAsync("arn:t")),
        ["SetTopicAttributes"] = ("", sns => sns.SetTopicAttributesAsync("arn:t", "a", "b")),
        ["Subscribe"] = (
            Result("Subscribe", "<SubscriptionArn>arn:s</SubscriptionArn>"),
            sns => sns.SubscribeAsync(new SubscribeRequest("arn:t", "sqs", "arn:q"))),
        ["Unsubscribe"] = ("", sns => sns.UnsubscribeAsync("arn:s")),
        ["ListSubscriptionsByTopic"] = (
            Result("ListSubscriptionsByTopic", ""),
            sns => sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest("arn:t"))),
        ["GetSubscriptionAttributes"] = (
            Result("GetSubscriptionAttributes", "<Attributes/>"),
            sns => sns.GetSubscriptionAttributesAsync(new GetSubscriptionAttributesRequest("arn:s"))),
        ["SetSubscriptionAttributes"] = (
            "", sns => sns.SetSubscriptionAttributesAsync(new SetSubscriptionAttributesRequest("arn:s", "a", "b"))),
        ["Publish"] = (Result("Publish", "<MessageId>m</MessageId>"), sns => sns.PublishAsync(new PublishRequest("arn:t", "m"))),
        ["PublishBatch"] = (
            Result("PublishBatch", ""),
            sns => sns.PublishBatchAsync(
                new PublishBatchRequest { TopicArn = "arn:t", PublishBatchRequestEntries = [new() { Id = "0", Message = "m" }] })),
    };

    private static readonly Dictionary<string, (string Answer, Func<AmazonRoute53Client, Task> Call)> Route53 = new()
    {
        ["ChangeResourceRecordSets"] = (Change, route53 => route53.ChangeResourceRecordSetsAsync(
            new ChangeResourceRecordSetsRequest("Z1", new ChangeBatch([new(ChangeAction.CREATE, new("a.internal.", RRType.A))])))),
        ["ListResourceRecordSets"] = (
            "<ResourceRecordSets/><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>",
            route53 => route53.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest("Z1"))),
        ["GetChange"] = (Change, route53 => route53.GetChangeAsync(new GetChangeRequest("C1"))),
        ["GetHostedZone"] = (Zone, route53 => route53.GetHostedZoneAsync(new GetHostedZoneRequest("Z1"))),
        ["ListHostedZonesByName"] = (
            "<HostedZones/><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>",
            route53 => route53.ListHostedZonesByNameAsync(new ListHostedZonesByNameRequest())),
        ["CreateHostedZone"] = (
            Zone + Change, route53 => route53.CreateHostedZoneAsync(new CreateHostedZoneRequest("a.internal", "c"))),
        ["DeleteHostedZone"] = (Change, route53 => route53.DeleteHostedZoneAsync(new DeleteHostedZoneRequest("Z1"))),
    };

    private static readonly Dictionary<string, (string Answer, Func<AmazonElasticLoadBalancingV2Client, Task> Call)> Balancing = new()
    {
        ["DescribeTargetGroups"] = (
            Result("DescribeTargetGroups", "<TargetGroups/>"),
            balancing => balancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { TargetGroupArns = ["arn:g"] })),
        ["DescribeLoadBalancers"] = (
            Result("DescribeLoadBalancers", "<LoadBalancers/>"),
            balancing => balancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = ["arn:b"] })),
        ["DescribeListeners"] = (
            Result("DescribeListeners", "<Listeners/>"),
            balancing => balancing.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = "arn:b" })),
    };

    private static readonly Dictionary<string, (string Answer, Func<AmazonECSClient, Task> Call)> Ecs = new()
    {
        ["StopTask"] = ("""{"task":{"taskArn":"arn:1"}}""", ecs => ecs.StopTaskAsync(new StopTaskRequest { Task = "t" })),
        ["DescribeTasks"] = ("""{"tasks":[]}""", ecs => ecs.DescribeTasksAsync(new DescribeTasksRequest { Tasks = ["t"] })),
        ["ListTasks"] = ("""{"taskArns":[]}""", ecs => ecs.ListTasksAsync(new ListTasksRequest())),
        ["DescribeTaskDefinition"] = (
            """{"taskDefinition":{"taskDefinitionArn":"arn:d","containerDefinitions":[]}}""",
            ecs => ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "calc:1" })),
        ["ListServices"] = ("""{"serviceArns":[]}""", ecs => ecs.ListServicesAsync(new ListServicesRequest())),
        ["DescribeServices"] = (
            """{"services":[]}""", ecs => ecs.DescribeServicesAsync(new DescribeServicesRequest { Services = ["calc"] })),
        ["ListContainerInstances"] = (
            """{"containerInstanceArns":[]}""", ecs => ecs.ListContainerInstancesAsync(new ListContainerInstancesRequest())),
        ["DescribeContainerInstances"] = (
            """{"containerInstances":[]}""",
            ecs => ecs.DescribeContainerInstancesAsync(new DescribeContainerInstancesRequest { ContainerInstances = ["i"] })),
    };

    private static string Result(string operation, string members) => $"<{operation}Result>{members}</{operation}Result>";
}
