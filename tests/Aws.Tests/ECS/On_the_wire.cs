using System.Net;
using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ECS.Model;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Aws.Tests.ECS;

/// <summary>The exact wire format of requests, and how documented responses are read.</summary>
public sealed class On_the_wire
{
    private const string Json = "application/x-amz-json-1.1";

    [Fact]
    public async Task A_request_is_an_object_without_null_members()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, """
            {"taskArns":["arn:1"],"nextToken":"n","somethingNew":{"a":[1]}}
            """, Json));
        using var ecs = Client(service);

        var answer = await ecs.ListTasksAsync(new() { Cluster = "c \"ünë\"", DesiredStatus = DesiredStatus.RUNNING, MaxResults = 100 });

        var request = service.Received.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Headers["Content-Type"], request.Headers["X-Amz-Target"])
            .ShouldBe(("POST", "/", Json, "AmazonEC2ContainerServiceV20141113.ListTasks"));
        request.Headers["Authorization"].ShouldContain("/us-east-1/ecs/aws4_request");
        JsonNode.DeepEquals(JsonNode.Parse(request.Body), JsonNode.Parse(
            """{"cluster":"c \"ünë\"","desiredStatus":"RUNNING","maxResults":100}""")).ShouldBeTrue(request.Body);
        (answer.TaskArns.Single(), answer.NextToken, answer.HttpStatusCode, answer.ResponseMetadata.RequestId)
            .ShouldBe(("arn:1", "n", HttpStatusCode.OK, "request-1"));
    }

    [Fact]
    public async Task A_task_definition_is_read_without_its_secrets()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, """
            {"taskDefinition":{
              "taskDefinitionArn":"arn:d","family":"calc","revision":7,"networkMode":"awsvpc",
              "containerDefinitions":[{"name":"web","image":"calc:7","essential":true,
                "environment":[{"name":"SERVICE_80_NAME","value":"calc"}],
                "secrets":[{"name":"PASSWORD","valueFrom":"arn:secret"}],
                "dockerLabels":{"pipeline.owner":"red"},
                "portMappings":[{"containerPort":80,"hostPort":0,"protocol":"udp"}],
                "healthCheck":{"command":["CMD","true"],"interval":30}}]},
             "tags":[]}
            """, Json));
        using var ecs = Client(service);

        var definition = (await ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "calc:7" })).TaskDefinition;

        (definition.Family, definition.Revision, definition.NetworkMode).ShouldBe(("calc", 7, NetworkMode.Awsvpc));
        var container = definition.ContainerDefinitions.ShouldHaveSingleItem();
        container.Environment.Select(one => (one.Name, one.Value)).ShouldBe([("SERVICE_80_NAME", "calc")]);
        container.DockerLabels["pipeline.owner"].ShouldBe("red");
        (container.PortMappings.Single().ContainerPort, container.PortMappings.Single().HostPort).ShouldBe((80, 0));
        container.HealthCheck.Command.ShouldBe(["CMD", "true"]);
    }

    [Fact]
    public async Task A_task_is_read_with_its_containers_times_and_constants()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, """
            {"tasks":[{
              "taskArn":"arn:1","lastStatus":"RUNNING","healthStatus":"HEALTHY","launchType":"SOMETHING_NEW",
              "startedAt":1767323045.678,"version":3,
              "stopCode":"EssentialContainerExited",
              "attachments":[{"type":"ElasticNetworkInterface","details":[{"name":"privateIPv4Address","value":"10.0.0.7"}]}],
              "containers":[{"name":"calc","runtimeId":"0a","exitCode":137,
                "networkBindings":[{"bindIP":"0.0.0.0","containerPort":80,"hostPort":32768,"protocol":"tcp"}],
                "networkInterfaces":[{"privateIpv4Address":"10.0.0.7"}]}]}],
             "failures":[{"arn":"arn:2","reason":"MISSING"}]}
            """, Json));
        using var ecs = Client(service);

        var answer = await ecs.DescribeTasksAsync(new() { Tasks = ["arn:1", "arn:2"] });

        var task = answer.Tasks.ShouldHaveSingleItem();
        (task.TaskArn, task.LastStatus, task.HealthStatus, task.LaunchType.Value, task.StopCode, task.Version)
            .ShouldBe(("arn:1", "RUNNING", HealthStatus.HEALTHY, "SOMETHING_NEW", TaskStopCode.EssentialContainerExited, 3L));
        task.StartedAt!.Value.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc));
        task.Attachments.Single().Details.Single().Value.ShouldBe("10.0.0.7");
        var container = task.Containers.Single();
        (container.Name, container.RuntimeId, container.ExitCode, container.NetworkInterfaces.Single().PrivateIpv4Address)
            .ShouldBe(("calc", "0a", 137, "10.0.0.7"));
        var binding = container.NetworkBindings.Single();
        (binding.BindIP, binding.ContainerPort, binding.HostPort, binding.Protocol).ShouldBe(("0.0.0.0", 80, 32768, TransportProtocol.Tcp));
        answer.Failures.Single().Reason.ShouldBe("MISSING");
    }

    [Theory]
    [InlineData("""{"__type":"ClusterNotFoundException","message":"because"}""", typeof(ClusterNotFoundException), "because")]
    [InlineData(
        """{"__type":"com.amazonaws.ecs#InvalidParameterException","Message":"because"}""", typeof(InvalidParameterException), "because")]
    [InlineData(
        """{"__type":"SomethingNewException"}""", typeof(AmazonECSException), "The service answered 400 BadRequest SomethingNewException")]
    [InlineData("<html>", typeof(AmazonECSException), "The service answered 400 BadRequest")]
    [InlineData("", typeof(AmazonECSException), "The service answered 400 BadRequest")]
    public async Task An_error_code_maps_to_its_exception(string body, Type exception, string message)
    {
        await using var service = await ScriptedService.StartAsync(new Answer(400, body, Json));
        using var ecs = Client(service);

        var failure = (AmazonECSException)await Should.ThrowAsync(() => ecs.StopTaskAsync(new() { Task = "t" }), exception);
        failure.GetType().ShouldBe(exception);
        (failure.Message, failure.StatusCode, failure.RequestId).ShouldBe((message, HttpStatusCode.BadRequest, "request-1"));
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        await using var service = await ScriptedService.StartAsync(
            new Answer(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}""", Json), new Answer(
                200, """{"task":{"taskArn":"arn:1"}}""", Json));
        using var ecs = Client(service, retries: 1);

        (await ecs.StopTaskAsync(new() { Task = "t" })).Task.TaskArn.ShouldBe("arn:1");
    }

    private static AmazonECSClient Client(ScriptedService service, int retries = 0) => new(
        ScriptedService.Credentials,
            new AmazonECSConfig { ServiceURL = service.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = retries });
}
