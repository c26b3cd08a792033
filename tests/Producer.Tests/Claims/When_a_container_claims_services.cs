using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Claims;

public class When_a_container_claims_services
{
    private const string Host = "10.0.0.7";

    [Fact]
    public void A_variable_makes_an_endpoint_on_the_published_port()
    {
        var endpoint = Endpoint(["SERVICE_8081_NAME=calc"], [Port(8081, new HostBinding("0.0.0.0", 32768), new HostBinding("::", 32768))]);

        endpoint.ShouldBe(new Endpoint
        {
            Service = "calc",
            Protocol = TransportProtocol.Tcp,
            ContainerPort = 8081,
            HostPort = 32768,
            Address = Host,
        });
    }

    [Fact]
    public void Failure_9_two_ports_make_two_endpoints_and_never_collapse_to_one() =>
        Endpoints(
            ["SERVICE_8081_NAME=calc", "SERVICE_9090_NAME=calc-admin"],
            [Port(8081, new HostBinding("0.0.0.0", 32768)), Port(9090, new HostBinding("0.0.0.0", 32769))])
            .Select(endpoint => (endpoint.Service, endpoint.HostPort))
            .ShouldBe([("calc", 32768), ("calc-admin", 32769)]);

    [Fact]
    public void Failure_11_a_value_with_equals_signs_in_it_is_kept_whole() =>
        Endpoint(["SERVICE_8081_NAME=calc=v2=x"]).Service.ShouldBe("calc=v2=x");

    [Fact]
    public void Failure_11_the_protocol_counts()
    {
        Endpoint(["SERVICE_53_NAME=names"], [new(53, TransportProtocol.Udp, [new("0.0.0.0", 32770)])])
            .ShouldBe(new Endpoint
            {
                Service = "names",
                Protocol = TransportProtocol.Udp,
                ContainerPort = 53,
                HostPort = 32770,
                Address = Host,
            });
    }

    [Theory]
    [InlineData("_calc._tcp", TransportProtocol.Tcp, 32768)]
    [InlineData("_calc._udp", TransportProtocol.Udp, 32769)]
    [InlineData("_Calc._UDP", TransportProtocol.Udp, 32769)]
    [InlineData("calc", TransportProtocol.Tcp, 32768)]
    [InlineData("calc._udp", TransportProtocol.Tcp, 32768)]
    public void A_name_may_choose_between_the_transports_of_a_port(string name, TransportProtocol protocol, int hostPort)
    {
        ContainerPort[] both = [new(53, TransportProtocol.Udp, [new("", 32769)]), new(53, TransportProtocol.Tcp, [new("", 32768)])];

        var endpoint = Endpoint([$"SERVICE_53_NAME={name}"], both);

        (endpoint.Service, endpoint.Protocol, endpoint.HostPort).ShouldBe((name, protocol, hostPort));
    }

    [Fact]
    public void A_plain_name_on_a_port_that_nothing_is_known_of_is_tcp() =>
        Endpoint(["SERVICE_8081_NAME=calc"]).Protocol.ShouldBe(TransportProtocol.Tcp);

    [Theory]
    [InlineData("SERVICE_0_NAME=calc", 0)]
    [InlineData("SERVICE_65536_NAME=calc", 65536)]
    [InlineData("SERVICE_99999999999_NAME=calc", int.MaxValue)]
    public void A_number_that_is_no_port_is_kept_for_the_registry_to_refuse(string variable, int port)
    {
        var endpoint = Endpoint([variable], network: "host");

        (endpoint.ContainerPort, endpoint.HostPort, endpoint.Address).ShouldBe((port, null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such name!")]
    [InlineData("two\nlines")]
    public void A_name_that_is_none_is_kept_for_the_registry_to_refuse(string name) =>
        Endpoint([$"SERVICE_8081_NAME={name}"]).Service.ShouldBe(name);

    [Theory]
    [InlineData("SERVICE_8081_NAME")]
    [InlineData("MY_SERVICE_8081_NAME=calc")]
    [InlineData("PATH=/bin:SERVICE_8081_NAME=calc")]
    [InlineData("=SERVICE_8081_NAME=calc")]
    public void What_only_contains_a_claim_is_none(string variable) =>
        Snapshot(Container([variable])).ShouldBeNull();

    [Fact]
    public void Of_a_variable_set_twice_the_last_one_counts() =>
        Endpoint(["SERVICE_8081_NAME=old", "SERVICE_8081_NAME=new"]).Service.ShouldBe("new");

    [Fact]
    public void Labels_tell_the_ecs_task()
    {
        var container = Container(["SERVICE_8081_NAME=calc"]) with
        {
            Labels = new Dictionary<string, string>
            {
                ["com.amazonaws.ecs.task-arn"] = "arn:aws:ecs:eu-west-1:123456789012:task/prod/0123",
                ["com.amazonaws.ecs.cluster"] = "prod",
                ["com.amazonaws.ecs.task-definition-family"] = "calc",
                ["com.amazonaws.ecs.task-definition-version"] = "7",
                ["com.amazonaws.ecs.container-name"] = "web",
            },
        };

        Snapshot(container)!.Task.ShouldBe(new EcsTask("arn:aws:ecs:eu-west-1:123456789012:task/prod/0123", "prod", "calc:7", "web"));
        Snapshot(Container(["SERVICE_8081_NAME=calc"]))!.Task.ShouldBeNull();
    }

    [Fact]
    public void A_port_says_how_it_is_to_be_checked_and_is_not_judged_for_it()
    {
        var endpoint = Endpoint(
        [
            "SERVICE_8081_NAME=calc",
            "SERVICE_8081_CHECK=http:/up?a=b",
            "SERVICE_8081_CHECK_INTERVAL=5",
            "SERVICE_8081_CHECK_TIMEOUT=soon",
            "SERVICE_9090_CHECK=tcp",
        ]);

        (endpoint.Check, endpoint.CheckInterval, endpoint.CheckTimeout).ShouldBe(("http:/up?a=b", "5", "soon"));
        Endpoint(["SERVICE_8081_NAME=calc"]).Check.ShouldBeNull();
    }

    [Fact]
    public void A_label_says_it_as_well_and_the_environment_counts_before_it()
    {
        var container = Container(["SERVICE_8081_NAME=calc", "SERVICE_8081_CHECK_INTERVAL=5"]) with
        {
            Labels = new Dictionary<string, string>
            {
                ["SERVICE_8081_NAME"] = "sums",
                ["SERVICE_8081_CHECK"] = "tcp",
                ["SERVICE_8081_CHECK_INTERVAL"] = "60",
                ["SERVICE_9090_NAME"] = "calc-admin",
            },
        };

        Snapshot(container)!.Endpoints.Select(endpoint => (endpoint.Service, endpoint.Check, endpoint.CheckInterval))
            .ShouldBe([("calc", "tcp", "5"), ("calc-admin", null, null)]);
    }

    [Fact]
    public void Failure_36_a_port_may_have_several_names() =>
        Endpoints(["SERVICE_8081_NAME=sums, calc,,calc"], [Port(8081, new HostBinding("0.0.0.0", 32768))])
            .Select(endpoint => (endpoint.Service, endpoint.HostPort))
            .ShouldBe([("", 32768), ("calc", 32768), ("sums", 32768)]);

    [Fact]
    public void Each_transport_of_a_port_may_have_a_name_of_its_own()
    {
        ContainerPort[] both = [new(53, TransportProtocol.Udp, [new("", 32769)]), new(53, TransportProtocol.Tcp, [new("", 32768)])];

        Endpoints(["SERVICE_53_UDP_NAME=dns", "SERVICE_53_TCP_NAME=dns,transfers"], both)
            .Select(endpoint => (endpoint.Service, endpoint.Protocol, endpoint.HostPort))
            .ShouldBe(
            [
                ("dns", TransportProtocol.Tcp, 32768),
                ("dns", TransportProtocol.Udp, 32769),
                ("transfers", TransportProtocol.Tcp, 32768),
            ]);
    }

    [Fact]
    public void What_is_said_of_one_transport_comes_before_what_is_said_of_the_port()
    {
        ContainerPort[] both = [new(53, TransportProtocol.Udp, [new("", 32769)]), new(53, TransportProtocol.Tcp, [new("", 32768)])];
        string[] environment =
        [
            "SERVICE_53_TCP_NAME=dns", "SERVICE_53_UDP_NAME=dns", "SERVICE_53_WEIGHT=10", "SERVICE_53_UDP_WEIGHT=20",
            "SERVICE_53_ATTR_ZONE=a", "SERVICE_53_UDP_ATTR_ZONE=b", "SERVICE_53_TCP_ATTR_RACK=7",
        ];

        Endpoints(environment, both).Select(endpoint => (endpoint.Protocol, endpoint.Weight, endpoint.Attributes!.ToString()))
            .ShouldBe([(TransportProtocol.Tcp, "10", "rack=7, zone=a"), (TransportProtocol.Udp, "20", "zone=b")]);
    }

    [Fact]
    public void A_claim_says_weight_priority_tags_and_attributes()
    {
        var endpoint = Endpoint(
        [
            "SERVICE_8081_NAME=calc", "SERVICE_8081_WEIGHT=heavy", "SERVICE_8081_PRIORITY=2", "SERVICE_8081_TAGS=v2, canary",
            "SERVICE_8081_ATTR_ZONE=a=b",
        ]);

        (endpoint.Weight, endpoint.Priority).ShouldBe(("heavy", "2"));
        endpoint.Tags.ShouldBe(["v2", "canary"]);
        endpoint.Attributes.ShouldBe(["zone=a=b"]);
    }

    [Fact]
    public void Tags_of_all_claims_together_have_a_bounded_room_and_what_finds_none_is_told()
    {
        var tags = string.Join(',', Enumerable.Range(0, 16).Select(n => $"{n}{new string('t', 60)}"));

        var snapshot = Snapshot(Container([$"SERVICE_8081_NAME={string.Join(',', Names(10))}", $"SERVICE_8081_TAGS={tags}"]))!;

        snapshot.Endpoints.Count(endpoint => endpoint.Tags is not null).ShouldBe(3);
        snapshot.Flaws.ShouldHaveSingleItem().Variable.ShouldBe("SERVICE_8081_TAGS");
    }

    [Fact]
    public void A_label_says_who_owns_it()
    {
        var container = Container(["SERVICE_8081_NAME=calc"]);

        OwnerOf(container with { Labels = new Dictionary<string, string> { ["pipeline.owner"] = "payments" } }).ShouldBe("payments");
        OwnerOf(container with { Labels = new Dictionary<string, string> { ["pipeline.owner"] = "" } }).ShouldBeNull();
        OwnerOf(container).ShouldBeNull();

        static string? OwnerOf(ContainerInspection labelled) => Snapshot(labelled)!.Owner;
    }

    private static Endpoint Endpoint(string[] environment, ContainerPort[]? ports = null, string network = "bridge") =>
        Endpoints(environment, ports ?? [], network).ShouldHaveSingleItem();

    private static IReadOnlyList<Endpoint> Endpoints(string[] environment, ContainerPort[] ports, string network = "bridge") =>
        Snapshot(Container(environment) with { Ports = ports, NetworkMode = network })!.Endpoints;

    private static ContainerSnapshot? Snapshot(ContainerInspection container) =>
        new ClaimReader(container).ReadSnapshot(new Reachability(new InterfaceAddresses(Host), container), "pipeline.owner");

    private static ContainerInspection Container(string[] environment) => SayingContainer.Of(environment);

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(number => $"calc-{number}");

    private static ContainerPort Port(int number, params HostBinding[] bindings) => new(number, TransportProtocol.Tcp, bindings);
}
