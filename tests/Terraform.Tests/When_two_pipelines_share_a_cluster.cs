using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform;

/// <summary>Two pipelines on moto, onto a network, a cluster, a zone and secrets that are made with them.</summary>
[TestMethodOrderer(typeof(DestroyedLast))]
public sealed class When_two_pipelines_share_a_cluster(SideBySideExample example, RealPostgres postgres)
    : IClassFixture<SideBySideExample>, IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly string[] Parts = ["producer", "projector", "health-saga", "console", "collector"];

    public async ValueTask InitializeAsync() => await example.StandsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Failure_49_every_service_log_and_alarm_carries_the_name_of_its_pipeline()
    {
        var services = await example.Aws.JsonAsync(
            "ecs", "AmazonEC2ContainerServiceV20141113.ListServices", new() { ["cluster"] = "apps", ["maxResults"] = 100 });
        services["serviceArns"]!.AsArray().Select(arn => ((string)arn!).Split('/')[^1])
            .ShouldBe(from name in SideBySideExample.Names from part in Parts select $"{name}-{part}", ignoreOrder: true);

        var groups = await example.Aws.JsonAsync(
            "logs", "Logs_20140328.DescribeLogGroups", new() { ["logGroupNamePrefix"] = "/pipeline/apps" });
        groups["logGroups"]!.AsArray().Select(group => (string)group!["logGroupName"]!)
            .ShouldBe(
                [
                    "/pipeline/apps/flow",
                    .. from name in SideBySideExample.Names from part in (string[])[.. Parts, "metrics"] select $"/pipeline/{name}/{part}",
                ],
                ignoreOrder: true);

        foreach (var name in SideBySideExample.Names)
        {
            example.Deployment(name).Made["alarms"]!.AsArray().ShouldAllBe(alarm => ((string)alarm!).StartsWith($"{name}-"));
            example.Deployment(name).Made["queues"]!.AsObject()
                .ShouldAllBe(queue => ((string)queue.Value!["name"]!).StartsWith($"{name}_"));
        }
    }

    [Fact]
    public async Task The_scheduler_knows_the_port_of_each_console_and_collector()
    {
        (await PortsAsync("apps-a-console")).ShouldBe([8080]);
        (await PortsAsync("apps-b-console")).ShouldBe([8081]);
        (await PortsAsync("apps-a-collector")).ShouldBe([14317, 14318]);
        (await PortsAsync("apps-b-collector")).ShouldBe([14327, 14328]);

        async Task<IEnumerable<int>> PortsAsync(string family) =>
            (await AppliedProcess.NamedAsync(example.Deployment("apps-a"), family))["containerDefinitions"]![0]!["portMappings"]!.AsArray()
                .Select(mapping => (int)mapping!["hostPort"]!);
    }

    [Fact]
    public async Task An_absent_name_of_the_zone_that_is_given_is_remembered_for_five_seconds() =>
        (await example.Deployment("apps-b").NegativeTtlAsync()).ShouldBe(5);

    [Fact]
    public async Task The_zone_is_answered_in_both_networks()
    {
        var zone = await example.Aws.GetAsync("route53", $"/2013-04-01/hostedzone/{example.Deployment("apps-a").Zone}");
        zone.Descendants("VPCId").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Secrets_under_a_key_are_decrypted_by_those_alone_who_are_started_with_them()
    {
        foreach (var process in (string[])["producer", "projector", "health-saga", "console"])
        {
            var applied = example.Deployment("apps-a");
            var role = (string)(await AppliedProcess.DefinitionAsync(applied, process))["executionRoleArn"]!;
            var policy = await applied.PolicyOfRoleAsync(role.Split('/')[^1]);
            policy.Actions.Contains("kms:Decrypt").ShouldBe(process is not "producer", process);
        }
    }

    [Fact]
    public async Task Typed_settings_and_all_others_reach_their_processes()
    {
        var (agent, projector) = (await ToldAsync("producer"), await ToldAsync("projector"));

        agent["Pipeline__ReportInterval"].ShouldBe("00:01:00");
        agent["Pipeline__StateDirectory"].ShouldBe("/var/lib/pipeline-agent/apps-b");
        agent["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://127.0.0.1:14327");
        projector["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://172.17.0.1:14327");
        projector["Pipeline__Route53Requests"].ShouldBe("25/5");
        projector["Pipeline__Addresses"].ShouldBe("All");
        projector["Pipeline__Names"].ShouldBe("FirstClaim");
        projector["Pipeline__NameOwnersList"].ShouldContain("legacy         nobody");

        async Task<Dictionary<string, string>> ToldAsync(string process) =>
            AppliedProcess.EnvironmentOf(await AppliedProcess.ContainerAsync(example.Deployment("apps-b"), process));
    }

    [Fact]
    public async Task Both_answer_for_a_container_and_neither_asks_for_what_it_may_not()
    {
        await using var recorder = await CallRecorder.StartAsync(example.Endpoint);
        await using var engine = await DockerEngine.StartAsync();
        var running = new List<ServiceProcess>();
        try
        {
            foreach (var name in SideBySideExample.Names)
            {
                var (applied, database) = (example.Deployment(name), await postgres.CreateDatabaseAsync());
                running.Add(await StartedAsync(applied, "projector", database, "ready: projector"));
                running.Add(await StartedAsync(
                    applied, "producer", database, " watches ",
                    ("Pipeline__Engine", engine.Endpoint.OriginalString),
                    ("Pipeline__HostId", "host-1"),
                    ("Pipeline__HostAddress", "127.0.1.1"),
                    ("Pipeline__ReportInterval", "00:00:02")));
            }

            await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.1.1::8081");
            foreach (var domain in (string[])["a.apps.internal", "b.apps.internal"])
            {
                await Eventually.ThatAsync(
                    async () => (await example.Deployment("apps-a").ValuesAsync($"calc.{domain}"))
                        .Any(value => value.EndsWith($"host-1.{domain}", StringComparison.Ordinal)),
                    $"the name answers in {domain}",
                    Deadline);
            }
        }
        finally
        {
            foreach (var process in running) await process.DisposeAsync();
        }

        // Both projectors sign with one key here: each of their calls is for one of the two to make.
        var policies = await Task.WhenAll(SideBySideExample.Names.Select(name => example.Deployment(name).PolicyAsync("projector")));
        recorder.By("projector").Where(call => !policies.Any(policy => policy.Allows(call))).Select(call => call.Words).ShouldBeEmpty();

        async Task<ServiceProcess> StartedAsync(
            Deployment applied, string process, string database, string says, params (string Name, string Value)[] differently)
        {
            var started = await AppliedProcess.StartAsync(applied, process, recorder.Endpoint, database, differently);
            await started.SaysAsync(says);
            return started;
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
    public async Task Destroyed_they_leave_nothing()
    {
        await example.DestroyAsync();

        (await example.LeftAsync()).ShouldBe("");
        (await example.Aws.GetAsync("route53", "/2013-04-01/hostedzone")).Descendants("HostedZone")
            .ShouldNotContain(zone => zone.Element("Name")!.Value == "apps.internal.");
        var queues = await example.Aws.JsonAsync("sqs", "AmazonSQS.ListQueues", new JsonObject { ["QueueNamePrefix"] = "apps-" });
        (queues["QueueUrls"]?.AsArray() ?? []).ShouldBeEmpty();
        (await example.Aws.FormAsync("iam", "2010-05-08", "ListRoles")).Descendants("RoleName")
            .ShouldNotContain(role => role.Value.StartsWith("apps-", StringComparison.Ordinal));
    }
}
