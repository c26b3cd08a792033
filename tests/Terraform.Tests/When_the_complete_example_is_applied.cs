using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform;

/// <summary>The complete example on moto: read back, worked on, applied again, destroyed.</summary>
[TestMethodOrderer(typeof(DestroyedLast))]
public sealed partial class When_the_complete_example_is_applied(CompleteExample example, RealPostgres postgres)
    : IClassFixture<CompleteExample>, IAsyncLifetime
{
    private static readonly string[] Processes = ["producer", "projector", "health-saga", "console"];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public async ValueTask InitializeAsync() => await example.StandsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_queue_hears_its_topics_raw()
    {
        var subscriptions = (await Applied.Aws.FormAsync("sns", "2010-03-31", "ListSubscriptions")).Descendants("member")
            .Select(member => (
                Topic: Last(member.Element("TopicArn")!.Value),
                Queue: Last(member.Element("Endpoint")!.Value),
                Arn: member.Element("SubscriptionArn")!.Value))
            .Where(subscription => subscription.Topic.StartsWith("pipeline_", StringComparison.Ordinal))
            .ToList();
        foreach (var (_, _, arn) in subscriptions)
        {
            var attributes = await Applied.Aws.FormAsync("sns", "2010-03-31", "GetSubscriptionAttributes", ("SubscriptionArn", arn));
            attributes.Descendants("entry").Single(entry => entry.Element("key")!.Value == "RawMessageDelivery")
                .Element("value")!.Value.ShouldBe("true");
        }

        string[] facts = ["ContainerStarted", "ContainerStopping", "ContainerPaused", "ContainerStopped", "HostReported", "HostLeft"];
        subscriptions.Select(subscription => $"{subscription.Queue} ← {subscription.Topic}").ShouldBe(
        [
            .. facts.Select(fact => $"pipeline_facts ← pipeline_Pipeline_Contracts-{fact}"),
            .. facts.Select(fact => $"pipeline_health-facts ← pipeline_Pipeline_Contracts-{fact}"),
            "pipeline_verdicts ← pipeline_Pipeline_Contracts-ContainerCondemned",
            "pipeline_verdicts ← pipeline_Pipeline_Contracts-ContainerReinstated",
            "pipeline_health-answers ← pipeline_Pipeline_Contracts-VerdictCarriedOut",
            "pipeline_health ← pipeline_Pipeline_HealthSaga_Saga-ContainerStated",
            "pipeline_health ← pipeline_Pipeline_HealthSaga_Saga-ContainerSignalled",
            "pipeline_stop-task ← pipeline_Pipeline_Contracts-StopTask",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_queue_is_encrypted_and_sends_what_kills_its_consumers_to_an_error_queue()
    {
        foreach (var (name, queue) in Applied.Made["queues"]!.AsObject())
        {
            var attributes = await AttributesAsync((string)queue!["url"]!);
            ((string?)attributes["SqsManagedSseEnabled"]).ShouldBe("true");
            var redrive = JsonNode.Parse((string)attributes["RedrivePolicy"]!)!;
            ((string?)redrive["deadLetterTargetArn"]).ShouldBe((string)queue["error_arn"]!);
            ((int)redrive["maxReceiveCount"]!).ShouldBe(50);
            ((string)queue["error_name"]!).ShouldBe($"pipeline_{name}_error");
        }

        foreach (var (_, topic) in Applied.Made["topics"]!.AsObject())
        {
            var attributes = await Applied.Aws.FormAsync("sns", "2010-03-31", "GetTopicAttributes", ("TopicArn", (string)topic!));
            attributes.Descendants("entry").ShouldContain(entry =>
                entry.Element("key")!.Value == "KmsMasterKeyId" && entry.Element("value")!.Value == "alias/aws/sns");
        }
    }

    [Fact]
    public async Task Each_queue_takes_messages_from_its_own_topics_alone()
    {
        foreach (var (_, queue) in Applied.Made["queues"]!.AsObject())
        {
            var policy = JsonNode.Parse((string)(await AttributesAsync((string)queue!["url"]!))["Policy"]!)!;
            var admitted = policy["Statement"]!.AsArray().Single(statement => (string)statement!["Effect"]! == "Allow")!;
            ((string)admitted["Principal"]!["Service"]!).ShouldBe("sns.amazonaws.com");
            admitted["Condition"]!["ArnEquals"]!["aws:SourceArn"].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task The_zone_is_private_to_the_network()
    {
        var zone = await Applied.Aws.GetAsync("route53", $"/2013-04-01/hostedzone/{Zone}");
        zone.Descendants("Name").First().Value.ShouldBe("servicediscovery.internal.");
        zone.Descendants("PrivateZone").Single().Value.ShouldBe("true");

        var made = (await Applied.Aws.FormAsync("ec2", "2016-11-15", "DescribeVpcs")).Descendants("item")
            .Single(vpc => vpc.Element("vpcId") is not null && vpc.Element("cidrBlock")?.Value == "10.40.0.0/16").Element("vpcId")!.Value;
        zone.Descendants("VPCId").Select(vpc => vpc.Value).ShouldBe([made]);
    }

    [Fact]
    public async Task Failure_48_an_absent_name_is_remembered_for_five_seconds() => (await Applied.NegativeTtlAsync()).ShouldBe(5);

    [Fact]
    public async Task The_database_is_known_by_its_certificate() =>
        AppliedProcess.EnvironmentOf(await AppliedProcess.ContainerAsync(Applied, "projector"))["Pipeline__Database"]
            .ShouldContain("SSL Mode=VerifyFull;Root Certificate=/app/rds-ca.pem");

    [Fact]
    public async Task Hosts_demand_the_second_version_of_metadata_and_one_hop()
    {
        var versions = await Applied.Aws.FormAsync(
            "ec2", "2016-11-15", "DescribeLaunchTemplateVersions", ("LaunchTemplateName", await TemplateAsync()));
        var template = versions.Descendants("launchTemplateData").First();
        template.Descendants("httpTokens").Single().Value.ShouldBe("required");
        template.Descendants("httpPutResponseHopLimit").Single().Value.ShouldBe("1");
        template.Descendants("encrypted").Single().Value.ShouldBe("true");
    }

    [Fact]
    public async Task The_database_is_encrypted_and_keeps_its_password_to_itself()
    {
        var database = (await Applied.Aws.FormAsync("rds", "2014-10-31", "DescribeDBInstances")).Descendants("DBInstance").Single();
        database.Element("StorageEncrypted")!.Value.ShouldBe("true");
        database.Element("PubliclyAccessible")!.Value.ShouldBe("false");
        database.Descendants("SecretArn").Single().Value.ShouldBe((string)Applied.Made["database"]!["secret_arn"]!);
    }

    [Fact]
    public async Task Each_process_is_told_what_it_needs_and_creates_nothing()
    {
        foreach (var process in Processes)
        {
            var definition = await AppliedProcess.DefinitionAsync(Applied, process);
            var container = definition["containerDefinitions"]![0]!;
            ((bool)container["readonlyRootFilesystem"]!).ShouldBeTrue();
            ((string)container["image"]!).ShouldEndWith($"pipeline/{process}:1.0.0");
            ((string)container["logConfiguration"]!["options"]!["awslogs-group"]!).ShouldBe($"/pipeline/pipeline/{process}");
            ((string)definition["taskRoleArn"]!).ShouldBe((string)Applied.Made["task_roles"]![process]!);

            var told = AppliedProcess.EnvironmentOf(container);
            told["AWS_REGION"].ShouldBe("us-east-1");
            if (process is "producer")
            {
                told["Pipeline__Scope"].ShouldBe("pipeline");
                told["Pipeline__TopicArn"].ShouldBe("arn:aws:sns:us-east-1:123456789012");
                ((string)definition["networkMode"]!).ShouldBe("host");
                container["mountPoints"]!.AsArray().Select(mount => mount!["containerPath"]!.ToString())
                    .ShouldBe(["/var/run/docker.sock", told["Pipeline__StateDirectory"]], ignoreOrder: true);
                continue;
            }

            told["Pipeline__Database"].ShouldStartWith((string)Applied.Made["database"]!["connection"]!);
            container["secrets"]!.AsArray().Select(secret => (string)secret!["name"]!)
                .ShouldBe(["PGPASSWORD", "PGUSER"], ignoreOrder: true);
            container["healthCheck"]!["command"]!.AsArray().Select(part => (string)part!).ShouldBe(["CMD", "/app/pipeline", "healthcheck"]);
            if (process is "console") continue;
            told["Pipeline__Scope"].ShouldBe("pipeline");
            told["Pipeline__CreateTopology"].ShouldBe("false");
        }

        var projector = await AppliedProcess.ContainerAsync(Applied, "projector");
        projector["environment"]!.AsArray().ShouldContain(variable => Sets(variable!, "Pipeline__ZoneId", Zone));
    }

    [Fact]
    public async Task The_agent_runs_on_every_host_and_two_of_each_of_the_others()
    {
        var answer = await Applied.Aws.JsonAsync("ecs", "AmazonEC2ContainerServiceV20141113.DescribeServices", new()
        {
            ["cluster"] = "pipeline",
            ["services"] = new JsonArray([.. Processes.Select(process => JsonValue.Create($"pipeline-{process}"))]),
        });

        answer["services"]!.AsArray().Select(service => Describe(service!)).ShouldBe(
            ["pipeline-producer DAEMON 0", "pipeline-projector REPLICA 2", "pipeline-health-saga REPLICA 2", "pipeline-console REPLICA 2"],
            ignoreOrder: true);

        static string Describe(JsonNode service) =>
            $"{(string)service["serviceName"]!} {(string)service["schedulingStrategy"]!} {(int)service["desiredCount"]!}";
    }

    [Fact]
    public async Task The_samples_are_found_by_what_they_say_in_their_environment()
    {
        foreach (var (sample, port) in ((string, int)[])[("calc", 8081), ("time", 8082), ("portal", 8000)])
        {
            var container = (await AppliedProcess.NamedAsync(Applied, $"pipeline-{sample}"))["containerDefinitions"]![0]!;
            container["environment"]!.AsArray().ShouldContain(variable => Sets(variable!, $"SERVICE_{port}_NAME", sample));
            container["portMappings"]!.AsArray().Select(mapping => (int)mapping!["containerPort"]!).ShouldBe([port]);
        }
    }

    [Fact]
    public async Task Its_own_processes_run_on_it_creating_nothing_and_asking_for_nothing_that_they_may_not()
    {
        var before = await EntitiesAsync();
        await using var recorder = await CallRecorder.StartAsync(example.Endpoint);
        await using var engine = await DockerEngine.StartAsync();
        var database = await postgres.CreateDatabaseAsync();

        await using var projector = await AppliedProcess.StartAsync(Applied, "projector", recorder.Endpoint, database);
        (await projector.SaysAsync("ready: projector")).ShouldContain(Zone);
        await using var second = await AppliedProcess.StartAsync(Applied, "projector", recorder.Endpoint, database);
        await using var saga = await AppliedProcess.StartAsync(Applied, "health-saga", recorder.Endpoint, database);
        await saga.SaysAsync("ready: health-saga");
        await using var console = await AppliedProcess.StartAsync(Applied, "console", recorder.Endpoint, database);
        await console.SaysAsync("ready: console");
        await second.SaysAsync("ready: projector");
        await using var agent = await AppliedProcess.StartAsync(
            Applied, "producer", recorder.Endpoint, database,
            ("Pipeline__Engine", engine.Endpoint.OriginalString),
            ("Pipeline__HostId", "host-1"),
            ("Pipeline__HostAddress", "127.0.1.1"),
            ("Pipeline__ReportInterval", "00:00:02"));
        await agent.SaysAsync(" watches ");

        var container = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.1.1::8081");
        var port = (await engine.DockerAsync("port", container, "8081/tcp")).Split(':')[^1].Trim();
        await Eventually.ThatAsync(
            async () => (await ValuesAsync("calc")).SequenceEqual([$"1 1 {port} host-1.servicediscovery.internal"]),
            "the name answers",
            Deadline);
        (await ValuesAsync("host-1")).ShouldBe(["127.0.1.1"]);

        await engine.DockerAsync("rm", "-f", container);
        await Eventually.ThatAsync(async () => await ValuesAsync("calc") is [], "the name no longer answers", Deadline);
        await Eventually.ThatAsync(
            () => recorder.By("health-saga").Any(call => call.Action == "sns:Publish"), "the health saga has heard of it", Deadline);

        (await EntitiesAsync()).ShouldBe(before, ignoreOrder: true);
        foreach (var process in (string[])["producer", "projector", "health-saga"])
        {
            var policy = await Applied.PolicyAsync(process);
            var calls = recorder.By(process);
            var expected = process == "projector" ? "route53:ChangeResourceRecordSets" : "sns:Publish";
            calls.ShouldContain(call => call.Action == expected, process);
            calls.Where(call => !policy.Allows(call)).Select(call => call.Words).ShouldBeEmpty(process);
        }
    }

    [Fact]
    public async Task A_second_apply_changes_nothing()
    {
        var (code, said) = await example.PlanAsync();
        code.ShouldBe(0, said);
    }

    /// <summary>After all the others: <see cref="DestroyedLast"/>.</summary>
    [Fact]
    public async Task Destroyed_it_leaves_nothing()
    {
        await example.DestroyAsync();

        (await example.LeftAsync()).ShouldBe("");
        (await EntitiesAsync()).ShouldBeEmpty();
        (await Applied.Aws.GetAsync("route53", "/2013-04-01/hostedzone")).Descendants("HostedZone")
            .ShouldNotContain(zone => zone.Element("Name")!.Value == "servicediscovery.internal.");
        (await Applied.Aws.FormAsync("rds", "2014-10-31", "DescribeDBInstances")).Descendants("DBInstance").ShouldBeEmpty();
        (await Applied.Aws.FormAsync("iam", "2010-05-08", "ListRoles")).Descendants("RoleName")
            .ShouldNotContain(role => role.Value.StartsWith("pipeline-", StringComparison.Ordinal));
        (await Applied.Aws.FormAsync("ec2", "2016-11-15", "DescribeVpcs")).Descendants("cidrBlock")
            .ShouldNotContain(block => block.Value == "10.40.0.0/16");

        // ECS remembers a deleted cluster for a while (DeleteCluster in its API reference).
        var clusters = await Applied.Aws.JsonAsync(
            "ecs", "AmazonEC2ContainerServiceV20141113.DescribeClusters", new() { ["clusters"] = new JsonArray("pipeline") });
        clusters["clusters"]!.AsArray().ShouldAllBe(cluster => (string)cluster!["status"]! == "INACTIVE");
    }

    private Deployment Applied => example.Deployment;

    private string Zone => Applied.Zone;

    private static string Last(string arn) => arn.Split(':')[^1];

    private static bool Sets(JsonNode variable, string name, string value) =>
        (string)variable["name"]! == name && (string)variable["value"]! == value;

    private async Task<JsonNode> AttributesAsync(string url)
    {
        var answer = await Applied.Aws.JsonAsync(
            "sqs", "AmazonSQS.GetQueueAttributes", new() { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") });
        return answer["Attributes"]!;
    }

    /// <summary>Every topic, queue and subscription that is called after it.</summary>
    private async Task<IReadOnlyList<string>> EntitiesAsync() =>
    [
        .. (await example.Aws.FormAsync("sns", "2010-03-31", "ListTopics")).Descendants("TopicArn").Select(arn => Last(arn.Value))
            .Concat((await example.Aws.FormAsync("sns", "2010-03-31", "ListSubscriptions")).Descendants("SubscriptionArn")
                .Select(arn => arn.Value.Split(':')[^2]))
            .Concat(((await example.Aws.JsonAsync("sqs", "AmazonSQS.ListQueues", []))["QueueUrls"]?.AsArray() ?? [])
                .Select(url => ((string)url!).Split('/')[^1]))
            .Where(name => name.StartsWith("pipeline_", StringComparison.Ordinal)),
    ];

    private Task<IReadOnlyList<string>> ValuesAsync(string name) => Applied.ValuesAsync($"{name}.servicediscovery.internal");

    private async Task<string> TemplateAsync() =>
        (await Applied.Aws.FormAsync("ec2", "2016-11-15", "DescribeLaunchTemplates")).Descendants("launchTemplateName")
            .Select(name => name.Value).Single(name => name.StartsWith("pipeline-", StringComparison.Ordinal));
}
