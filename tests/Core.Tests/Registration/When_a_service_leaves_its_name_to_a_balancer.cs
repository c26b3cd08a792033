using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>What ECS states of a service behind load balancers, and what its containers say of themselves.</summary>
public sealed class When_a_service_leaves_its_name_to_a_balancer
{
    private const string Balancer = "Blue-1.us-east-1.elb.amazonaws.com";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Registrar registrar = new("servicediscovery.internal");

    [Fact]
    public void It_is_registered_at_the_balancer()
    {
        var registry = Decide(Registry.Empty, State("one", Claim("web")));

        var instance = registry.Containers["one"].Instances.ShouldHaveSingleItem();
        instance.At.ShouldBe(new TransportAddress("blue-1.us-east-1.elb.amazonaws.com", 443, TransportProtocol.Tcp));
        instance.Balancer.ShouldBe(new Balancer("Z35SXDOTRQ7X7K", HasIPv6: true));
        instance.Addresses.ShouldBeEmpty();
        registry.Hosts[ServiceHost.NameOf("one")].Addresses.ShouldBeEmpty();
    }

    [Fact]
    public void Failure_72_several_services_may_have_one_listener()
    {
        var registry = Decide(Decide(Registry.Empty, State("one", Claim("web"))), State("two", Claim("shop")));
        registry = Decide(registry, State("one", Claim("web")) with { Stamp = Stamp(2) });

        registry.Containers.Values.SelectMany(container => container.Instances).Select(instance => instance.Service)
            .ShouldBe(["shop", "web"], ignoreOrder: true);
        registry.Containers.Values.SelectMany(container => container.Refusals).ShouldBeEmpty();
        registry.Holders.ShouldBeEmpty();
        Registry.Create(registry.Hosts.Values, registry.Leases.Values, registry.Containers.Values).Holders.ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_balancer_leads_to_the_port_the_claim_is_refused_and_says_why()
    {
        var claim = Claim("web") with { Address = null, HostPort = null, Balancer = new LoadBalancer { Missing = "add a listener" } };

        var refusal = Decide(Registry.Empty, State("one", claim)).Containers["one"].Refusals.ShouldHaveSingleItem();

        (refusal.Reason, refusal.Detail).ShouldBe((RefusalReason.NotPublished, "add a listener"));
    }

    [Theory]
    [InlineData("", 443)]
    [InlineData("balancer", 443)]
    [InlineData("a b.elb.amazonaws.com", 443)]
    [InlineData(Balancer, 0)]
    [InlineData(Balancer, 65536)]
    public void A_balancer_without_a_name_or_a_port_is_none(string name, int port) =>
        Decide(Registry.Empty, State("one", Claim("web") with { Address = name, HostPort = port })).Containers["one"].Refusals
            .ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.NotPublished);

    [Fact]
    public void Its_containers_leave_the_name_to_it_and_no_claim_is_refused()
    {
        var task = Claim("web") with { Address = "10.0.0.7", HostPort = 80, Balancer = null };
        var report = State("one", task) with { Host = new HostIdentity("red", "192.0.2.7") };

        var registry = Decide(Registry.Empty, report);

        (registry.Containers["one"].Instances.Count, registry.Containers["one"].Refusals.Count).ShouldBe((0, 0));
        Decide(Registry.Empty, report with { Containers = [Container("one", task with { Route = " Tasks " })] })
            .Containers["one"].Instances.Count.ShouldBe(1);
    }

    [Fact]
    public void A_route_that_is_none_is_told_and_the_name_leads_to_the_containers()
    {
        var task = Claim("web") with { Address = "10.0.0.7", HostPort = 80, Balancer = null, Route = "elb" };

        var container = Decide(Registry.Empty, State("one", task) with { Host = new HostIdentity("red", "192.0.2.7") }).Containers["one"];

        container.Instances.Count.ShouldBe(1);
        container.Flaws!.ShouldHaveSingleItem().ShouldBe(
            new ClaimFlaw("SERVICE_8081_ROUTE", "'elb' is no route: write balancer or tasks; until then it is tasks"));
    }

    [Fact]
    public void Its_balancer_checks_its_targets_so_that_nothing_is_probed_and_nothing_waits_for_a_check()
    {
        var registry = new Registrar("servicediscovery.internal", new Admission(OnceHealthy: true, CheckDefaults.Default))
            .Decide(Registry.Empty, State("one", Claim("web")), Now).After;

        registry.Containers["one"].Instances.Count.ShouldBe(1);
        Watch.FromClaims(Container("one", Claim("web")), "servicediscovery.internal", CheckDefaults.Default).ShouldBeEmpty();
    }

    [Fact]
    public void Only_a_host_that_stands_for_a_service_has_no_address()
    {
        FactIntake.Accept(State("one", Claim("web"))).Flaw.ShouldBeNull();
        FactIntake.Accept(State("one", Claim("web")) with { Host = new HostIdentity("red", "") }).Flaw.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("calc", "ecs-service-calc")]
    [InlineData("a-1", "ecs-service-a-1")]
    [InlineData("Calc", "ecs-service-calc-")]
    [InlineData("_calc-", "ecs-service-calc-")]
    [InlineData("__", "ecs-service-")]
    public void Its_host_has_a_label_of_its_own(string service, string begins)
    {
        ServiceHost.NameOf(service).ShouldStartWith(begins);
        ServiceName.FindFlaw(ServiceHost.NameOf(service), "").ShouldBeNull();
        ServiceHost.IsService(ServiceHost.NameOf(service)).ShouldBeTrue();
    }

    [Fact]
    public void Names_of_services_that_are_no_labels_differ_all_the_same()
    {
        string[] services = ["a_b", "a-b", "A-b", "a--b", new string('x', 255), new string('x', 254)];

        services.Select(ServiceHost.NameOf).Distinct().Count().ShouldBe(services.Length);
        services.ShouldAllBe(service => ServiceHost.NameOf(service).Length <= 63);
    }

    [Fact]
    public void Failure_73_it_is_not_lost_by_silence_and_no_other_is_its_successor()
    {
        var hosts = ((string[])["one", "two", "three", "four"]).Select(service => Silent(service, service is not "four")).ToList();

        var findings = LeasePolicy.Default.Judge(
            hosts,
            lease => new Silence(lease.Id.EndsWith("four", StringComparison.Ordinal) ? TimeSpan.Zero : TimeSpan.FromDays(1), default),
            witnessReports: null);

        (findings.Lost.Count, findings.Overdue.Count).ShouldBe((0, 0));
    }

    private static (Host, HostLease) Silent(string service, bool isSilent) => (
        new Host
        {
            Id = Host.StreamOf(ServiceHost.NameOf(service)),
            Status = isSilent ? HostStatus.Suspected : HostStatus.Live,
        },
        new HostLease { Id = ServiceHost.NameOf(service), Interval = TimeSpan.FromSeconds(30) });

    private Registry Decide(Registry registry, HostReported report)
    {
        var intake = FactIntake.Accept(report);
        intake.Flaw.ShouldBeNull();
        return registrar.Decide(registry, intake.Fact!, Now).After;
    }

    private static Stamp Stamp(long sequence) => new(1, sequence) { Incarnation = "ecs" };

    private static HostReported State(string service, Endpoint claim) => new()
    {
        Host = new HostIdentity(ServiceHost.NameOf(service), ""),
        Stamp = Stamp(1),
        At = Now,
        Interval = TimeSpan.FromSeconds(30),
        Engine = "ecs service",
        Containers = [Container(service, claim)],
    };

    private static ContainerSnapshot Container(string id, Endpoint claim) => new()
    {
        Id = id,
        Name = $"{id}/web",
        Image = "calc:7",
        StartedAt = Now,
        Phase = ContainerPhase.Running,
        Endpoints = [claim],
    };

    private static Endpoint Claim(string service) => new()
    {
        Service = service,
        Protocol = TransportProtocol.Tcp,
        ContainerPort = 8081,
        HostPort = 443,
        Address = Balancer,
        Route = "balancer",
        Balancer = new LoadBalancer { HostedZoneId = "Z35SXDOTRQ7X7K", HasIPv6 = true },
    };
}
