using System.Collections.Immutable;
using Pipeline.Clusters.Tasks;
using Pipeline.Core.Hosts;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Clusters.Tests;

/// <summary>Services of an emulated cluster, and the emulated load balancers before them.</summary>
public sealed class When_services_are_behind_balancers
{
    [Fact]
    public async Task A_name_leads_to_the_balancer_of_its_service_at_zero_tasks_too()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var balancer = Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));

        (await cluster.ResyncServicesAsync()).ShouldBe(1);

        cluster.Answers("calc").ShouldBe([$"{balancer.DnsName}:443/tcp"]);
        var instance = cluster.Registry.Containers.Values.ShouldHaveSingleItem().Instances.ShouldHaveSingleItem();
        (instance.Balancer!.HostedZoneId, instance.Balancer.HasIPv6).ShouldBe((balancer.ZoneId, false));
        cluster.Registry.Containers.Values.Single().Name.ShouldBe("calc/web");
    }

    [Fact]
    public async Task Its_tasks_leave_the_name_to_it_and_those_of_no_service_keep_theirs()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));
        var definition = Define(cluster, "balancer");
        cluster.Ecs.Start(cluster.Ecs.Run(definition, "FARGATE", new("eni-1", "10.0.0.1")).Id);
        var alone = cluster.Ecs.Run(definition, "FARGATE", new("eni-2", "10.0.0.2"));
        cluster.Ecs.Start(cluster.Ecs.Change(alone.Id, task => task with { Group = "family:calc" }).Id);

        await cluster.ResyncAsync();
        cluster.Answers("calc").ShouldBe(["10.0.0.2:80/tcp"]);
    }

    [Fact]
    public async Task Without_the_setting_a_name_leads_to_tasks_whatever_they_say()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(takesServices: false);
        cluster.Ecs.Start(cluster.Ecs.Run(Define(cluster, "balancer"), "FARGATE", new("eni-1", "10.0.0.1")).Id);

        await cluster.ResyncAsync();

        cluster.Answers("calc").ShouldBe(["10.0.0.1:80/tcp"]);
    }

    [Fact]
    public async Task A_service_whose_containers_keep_their_names_is_not_stated()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var (group, definition) = (cluster.Ecs.AddTargetGroup("calc"), Define(cluster, "tasks"));
        cluster.Ecs.AddBalancer("blue", listeners: new EmulatedListener(443, "HTTPS", group));
        cluster.Ecs.CreateService(definition, "calc", new EmulatedTarget("web", 80, group));

        (await cluster.ResyncServicesAsync()).ShouldBe(0);

        cluster.Told.ShouldBeEmpty();
        cluster.Ecs.Calls.Keys.ShouldNotContain("DescribeTargetGroups");
    }

    [Fact]
    public async Task It_leaves_with_its_service()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));
        await cluster.ResyncServicesAsync();
        var service = cluster.Ecs.Services.Single();

        foreach (var gone in new Action[]
        {
            () => cluster.Ecs.Change(service with { Status = "DRAINING" }),
            () => cluster.Ecs.Change(service with { Status = "INACTIVE" }),
            () => cluster.Ecs.ForgetService("calc"),
        })
        {
            gone();
            await cluster.ResyncServicesAsync();
            cluster.Answers("calc").ShouldBeEmpty();
            cluster.Registry.Hosts[ServiceHost.NameOf("calc")].Status.ShouldBe(HostStatus.Left);
            cluster.Ecs.Change(service);
            await cluster.ResyncServicesAsync();
            cluster.Answers("calc").Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task It_leaves_when_no_container_leaves_a_name_to_it_any_more()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));
        await cluster.ResyncServicesAsync();
        var (service, tasks) = (cluster.Ecs.Services.Single(), Define(cluster, "tasks"));

        cluster.Ecs.Change(service with { DefinitionArn = tasks.Arn, EarlierDefinitions = [service.DefinitionArn] });
        await cluster.ResyncServicesAsync();
        cluster.Answers("calc").Count().ShouldBe(1, "tasks of the earlier definition still run behind the balancer");

        cluster.Ecs.Change(service with { DefinitionArn = tasks.Arn });
        await cluster.ResyncServicesAsync();
        cluster.Answers("calc").ShouldBeEmpty();
    }

    [Fact]
    public async Task Failure_74_absence_from_a_list_and_an_AWS_that_does_not_answer_withdraw_nothing()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));
        await cluster.ResyncServicesAsync();

        cluster.Ecs.Change(cluster.Ecs.Services.Single() with { IsListed = false });
        (await cluster.ResyncServicesAsync()).ShouldBe(1);
        cluster.Answers("calc").Count().ShouldBe(1);

        cluster.Ecs.IsDown = true;
        await Should.ThrowAsync<EcsUnavailableException>(cluster.ResyncServicesAsync());
        cluster.Answers("calc").Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_target_group_that_is_gone_spoils_no_others()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, group => new EmulatedListener(443, "HTTPS", group));
        var gone = cluster.Ecs.AddTargetGroup("gone");
        cluster.Ecs.DeleteTargetGroup(gone);
        cluster.Ecs.CreateService(Define(cluster, "balancer", "time"), "time", new EmulatedTarget("web", 80, gone));

        await cluster.ResyncServicesAsync();

        cluster.Answers("calc").Count().ShouldBe(1);
        Refusals(cluster).ShouldHaveSingleItem().ShouldStartWith($"no load balancer forwards to target group {gone} of service time;");
    }

    [Fact]
    public async Task A_service_without_a_balancer_is_refused_and_says_why()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        cluster.Ecs.CreateService(Define(cluster, "balancer"), "calc", new EmulatedTarget("web", 81, cluster.Ecs.AddTargetGroup("other")));
        cluster.Ecs.CreateService(Define(cluster, "balancer"), "classic", new EmulatedTarget("web", 80, null));

        await cluster.ResyncServicesAsync();

        Refusals(cluster).ShouldBe([
            "port 80 of service classic is behind a Classic Load Balancer; use a target group, or set SERVICE_80_ROUTE=tasks",
            "service calc has no load balancer for port 80 of container web; add one, or set SERVICE_80_ROUTE=tasks",
        ]);
    }

    [Fact]
    public async Task A_dual_stack_network_balancer_takes_each_transport_at_a_listener_of_its_own()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var group = cluster.Ecs.AddTargetGroup("dns");
        var balancer = cluster.Ecs.AddBalancer(
            "blue", "network", new EmulatedListener(853, "TLS", group), new EmulatedListener(53, "UDP", group));
        cluster.Ecs.Change(balancer with { AddressType = "dualstack" });
        var definition = cluster.Ecs.Register("dns", "awsvpc", new EmulatedContainerDefinition("web", "dns:1")
        {
            Environment = new Dictionary<string, string>
            {
                ["SERVICE_80_TCP_NAME"] = "dns",
                ["SERVICE_80_UDP_NAME"] = "dns",
                ["SERVICE_80_ROUTE"] = "balancer",
            }.ToImmutableDictionary(),
        });
        cluster.Ecs.CreateService(definition, "dns", new EmulatedTarget("web", 80, group));

        await cluster.ResyncServicesAsync();

        cluster.Answers("dns").ShouldBe([$"{balancer.DnsName}:53/udp", $"{balancer.DnsName}:853/tcp"]);
        cluster.Registry.Containers.Values.Single().Instances.ShouldAllBe(instance => instance.Balancer!.HasIPv6);
    }

    [Theory]
    [InlineData("80 HTTP forward, 443 HTTPS forward", 443)]
    [InlineData("8080 HTTP forward, 80 HTTP forward", 80)]
    [InlineData("80 HTTP redirect, 443 HTTPS rule", 443)]
    [InlineData("80 HTTP redirect, 8443 HTTPS rule, 9000 HTTP forward", 9000)]
    [InlineData("80 HTTP redirect", null)]
    [InlineData("53 UDP forward", null)]
    public async Task The_port_is_that_of_the_listener_that_leads_to_the_service(string listeners, int? port)
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        Behind(cluster, [.. listeners.Split(", ").Select(one => one.Split(' ')).Select(one => (Func<string, EmulatedListener>)(group =>
            new EmulatedListener(
                int.Parse(one[0], System.Globalization.CultureInfo.InvariantCulture), one[1], one[2] is "forward" ? group : null,
                one[2] is "redirect")))]);

        await cluster.ResyncServicesAsync();

        cluster.Registry.Containers.Values.Single().Instances.Select(instance => (int?)instance.At.Port).SingleOrDefault().ShouldBe(port);
        Refusals(cluster).Count.ShouldBe(port is null ? 1 : 0);
    }

    [Fact]
    public async Task Of_two_balancers_the_internal_one_has_the_name_and_the_other_is_told()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var (outer, inner) = (cluster.Ecs.AddTargetGroup("outer"), cluster.Ecs.AddTargetGroup("inner"));
        var world = cluster.Ecs.AddBalancer("world", listeners: new EmulatedListener(443, "HTTPS", outer));
        cluster.Ecs.Change(world with { Scheme = "internet-facing" });
        var own = cluster.Ecs.AddBalancer("own", listeners: new EmulatedListener(80, "HTTP", inner));
        cluster.Ecs.CreateService(
            Define(cluster, "balancer"), "calc", new EmulatedTarget("web", 80, outer), new EmulatedTarget("web", 80, inner));

        await cluster.ResyncServicesAsync();

        cluster.Answers("calc").ShouldBe([$"{own.DnsName}:80/tcp"]);
        cluster.Registry.Containers.Values.Single().Flaws!.ShouldHaveSingleItem().Detail.ShouldBe(
            $"the port is behind several load balancers, and a name has one route: 'calc' leads to {own.DnsName}, "
            + $"and not to {world.DnsName}");
    }

    [Fact]
    public async Task Many_services_are_read_in_few_calls()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var definition = Define(cluster, "balancer");
        for (var number = 0; number < 120; number++)
        {
            var group = cluster.Ecs.AddTargetGroup($"group-{number}");
            cluster.Ecs.AddBalancer($"balancer-{number}", listeners: new EmulatedListener(443, "HTTPS", group));
            cluster.Ecs.CreateService(definition, $"service-{number}", new EmulatedTarget("web", 80, group));
        }

        (await cluster.ResyncServicesAsync()).ShouldBe(120);

        cluster.Ecs.Calls.Where(call => call.Key.EndsWith('s')).ShouldBe(
            new Dictionary<string, int>
            {
                ["ListServices"] = 2,
                ["DescribeServices"] = 12,
                ["DescribeTargetGroups"] = 6,
                ["DescribeLoadBalancers"] = 6,
                ["DescribeListeners"] = 120,
            },
            ignoreOrder: true);
        cluster.Ecs.Calls["DescribeTaskDefinition"].ShouldBe(1);
    }

    private static List<string> Refusals(ClusterUnderTest cluster) =>
        [.. cluster.Registry.Containers.Values.SelectMany(one => one.Refusals).Select(one => one.Detail).Order(StringComparer.Ordinal)];

    /// <summary>A service of one balancer, whose listeners forward to its target group, or a rule of theirs.</summary>
    private static EmulatedBalancer Behind(ClusterUnderTest cluster, params Func<string, EmulatedListener>[] listeners)
    {
        var group = cluster.Ecs.AddTargetGroup("calc");
        var balancer = cluster.Ecs.AddBalancer("blue", listeners: [.. listeners.Select(listener => listener(group))]);
        cluster.Ecs.CreateService(Define(cluster, "balancer"), "calc", new EmulatedTarget("web", 80, group));
        return cluster.Ecs.Change(balancer with { Rules = [group] });
    }

    private static EmulatedDefinition Define(ClusterUnderTest cluster, string route, string name = "calc") => cluster.Ecs.Register(
        name, "awsvpc", new EmulatedContainerDefinition("web", "calc:7")
        {
            Environment = new Dictionary<string, string>
            {
                ["SERVICE_80_NAME"] = name,
                ["SERVICE_80_ROUTE"] = route,
                ["SERVICE_80_CHECK"] = "http:/health",
            }.ToImmutableDictionary(),
            Ports = [new EmulatedBinding(80, 80)],
        });
}
