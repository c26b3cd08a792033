using System.Collections.Immutable;
using Amazon.Runtime;
using Amazon.SQS;
using Pipeline.Tests.EcsEmulator.Model;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>A projector as a process: ECS's events in SQS by moto, ECS and Route 53 by the strict emulators, and no agent.</summary>
[Collection(typeof(HostTests))]
public sealed class When_ecs_tells_of_a_task(Moto moto, RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    [Fact]
    public async Task It_is_in_the_zone_by_an_event_and_leaves_by_one_and_what_is_no_event_is_a_dead_letter()
    {
        var (broker, scope) = (await moto.EndpointAsync(), $"ecs-{Guid.NewGuid():N}"[..12]);
        await using var route53 = await Route53Emulator.Emulator.StartAsync();
        await using var ecs = await EcsEmulator.Emulator.StartAsync();
        var zone = route53.CreateZone(Domain);
        await using var projector = new ServiceProcess(
            ServiceProcess.Pipeline,
            Moto.Environment(broker).ToImmutableDictionary().AddRange(new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_ECS"] = ecs.Endpoint.AbsoluteUri,
                ["Pipeline__Database"] = await postgres.CreatePreparedAsync(),
                ["Pipeline__Scope"] = scope,
                ["Pipeline__Console"] = "http://127.0.0.1:0",
                ["Pipeline__Cluster"] = "blue",
                ["Pipeline__EcsTasks"] = "FARGATE",
                ["Pipeline__EcsResync"] = "1h", // events alone have to do
            }),
            "projector");
        await projector.SaysAsync("ready: projector");
        using var sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig
        {
            ServiceURL = broker.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
        });
        var queue = (await sqs.GetQueueUrlAsync($"{scope}_ecs-tasks")).QueueUrl;

        var task = ecs.Start(ecs.Run(ecs.Register("calc", "awsvpc", Web), "FARGATE", new("eni-1", "10.0.0.7")).Id);
        foreach (var told in ecs.Events.Concat(ecs.Events).Reverse()) await sqs.SendMessageAsync(queue, told);
        await Eventually.ThatAsync(() => Answers().Count == 1, $"the task answers; {projector.Said}", Deadline);
        Answers().Single().ShouldEndWith($" 80 task-{task.Id}.{Domain}.");
        route53.Answers(zone, $"task-{task.Id}.{Domain}", "A").ShouldBe(["10.0.0.7"]);

        await sqs.SendMessageAsync(queue, """{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":{"taskArn":7}}""");
        ecs.BeginStop(task.Id);
        await sqs.SendMessageAsync(queue, ecs.Events[^1]);
        await Eventually.ThatAsync(() => Answers().Count == 0, $"the task answers no longer; {projector.Said}", Deadline);
        var dead = (await sqs.GetQueueUrlAsync($"{scope}_ecs-tasks_error")).QueueUrl;
        await Eventually.ThatAsync(
            async () => (await sqs.GetQueueAttributesAsync(dead, ["ApproximateNumberOfMessages"])).ApproximateNumberOfMessages == 1,
            "what is no event is a dead letter",
            Deadline);

        IReadOnlyList<string> Answers() => route53.Answers(zone, $"calc.{Domain}", "SRV");
    }

    private static readonly EmulatedContainerDefinition Web = new("web", "calc:7")
    {
        Environment = ImmutableDictionary<string, string>.Empty.Add("SERVICE_80_NAME", "calc"),
        Ports = [new EmulatedBinding(80, 80)],
    };
}
