using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Claims;

public sealed class When_a_variable_only_looks_like_a_claim
{
    [Theory]
    [InlineData("service_80_name", "SERVICE_80_NAME")]
    [InlineData("Service_80_Name", "SERVICE_80_NAME")]
    [InlineData("service.80.name", "SERVICE_80_NAME")]
    [InlineData("SERVICE-80-NAME", "SERVICE_80_NAME")]
    [InlineData("SERVICE__80_NAME", "SERVICE_80_NAME")]
    [InlineData("SERVICE_53/udp_NAME", "SERVICE_53_UDP_NAME")]
    [InlineData("SERVICE_80_NAM", "SERVICE_80_NAME")]
    [InlineData("SERVICE_80_NAMES", "SERVICE_80_NAME")]
    [InlineData("SERVICE_80_TAG", "SERVICE_80_TAGS")]
    [InlineData("SERVICE_80_WIEGHT", "SERVICE_80_WEIGHT")]
    [InlineData("SERVICE_80_CHECK_INTERVALL", "SERVICE_80_CHECK_INTERVAL")]
    [InlineData("SERVICE_80_CHECK_HTTP", "SERVICE_80_CHECK=http:/PATH")]
    [InlineData("SERVICE_80_UDP_CHECK_SCRIPT", "SERVICE_80_UDP_CHECK with http:/PATH, tcp, docker or none")]
    [InlineData("SERVICE_80_ATTR_zone", "SERVICE_80_ATTR_ZONE")]
    [InlineData("SERVICE_80_ATTRIBUTE_ZONE_ID", "SERVICE_80_ATTR_ZONE_ID")]
    [InlineData("SERVICE_80_ATTR", "SERVICE_80_ATTR_ with the attribute's name")]
    [InlineData("SERVICES_80_NAME", "SERVICE_80_NAME")]
    [InlineData("SERVIC_80_NAME", "SERVICE_80_NAME")]
    public void Failure_37_it_is_told_with_the_right_spelling(string variable, string meant)
    {
        Flaws($"{variable}=secret").ShouldBe([new ClaimFlaw(variable, $"is not read; write {meant}")]);
        Flaws("SERVICE_8081_NAME=calc", $"{variable}=secret").ShouldBe([new ClaimFlaw(variable, $"is not read; write {meant}")]);
    }

    [Theory]
    [InlineData("SERVICE_NAME")]
    [InlineData("SERVICE_http_NAME")]
    [InlineData("SERVICE_PORT_NAME")]
    public void Without_a_port_it_is_told_where_nothing_is_claimed_and_there_is_a_port(string variable)
    {
        Flaws($"{variable}=calc").ShouldBe(
            [new ClaimFlaw(variable, "is not read; write SERVICE_8081_NAME, with the number of the port inside the container")]);
        Flaws("SERVICE_8081_NAME=calc", $"{variable}=calc").ShouldBeEmpty();
        NearClaimsOf(Container([$"{variable}=calc"]) with { Ports = [] }).ShouldBeEmpty();
    }

    [Fact]
    public void A_part_for_a_port_without_a_name_is_told_where_another_port_has_one()
    {
        Flaws("SERVICE_8081_NAME=calc", "SERVICE_9090_CHECK=tcp").ShouldBe(
            [new ClaimFlaw("SERVICE_9090_CHECK", "has no effect: SERVICE_9090_NAME is not set; is it meant for another port?")]);
        Flaws("SERVICE_9090_CHECK=tcp").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SERVICE_ACCOUNT")]
    [InlineData("SERVICE_ACCOUNT_NAME")]
    [InlineData("SERVICE_BUS_NAME")]
    [InlineData("SERVICE_DISCOVERY_NAME")]
    [InlineData("SERVICE_URL")]
    [InlineData("SERVICE_80_PORT")]
    [InlineData("SERVICE_80_HOST")]
    [InlineData("SERVICE_1_PORT_80_TCP_ADDR")]
    [InlineData("SERVICE_1_ENV_NAME")]
    [InlineData("SERVICE_PORT_80_TCP")]
    [InlineData("MY_SERVICE_80_NAME")]
    [InlineData("com.example.service.80.name")]
    [InlineData("CUSTOMER_SERVICE_NAME")]
    [InlineData("OTEL_SERVICE_NAME")]
    [InlineData("SERVER_80_NAME")]
    public void A_programs_own_variable_is_not_told(string variable) => Flaws($"{variable}=secret").ShouldBeEmpty();

    [Fact]
    public void Labels_are_looked_at_as_well() =>
        NearClaimsOf(Container([]) with { Labels = new Dictionary<string, string> { ["service_80_name"] = "calc" } })
            .ShouldBe([new ClaimFlaw("service_80_name", "is not read; write SERVICE_80_NAME")]);

    [Fact]
    public void Its_container_is_reported_although_it_claims_nothing()
    {
        var container = Container(["SERVICE_80_NAM=secret"]);

        new ClaimReader(container).HasClaims.ShouldBeTrue();
        var snapshot = new ClaimReader(container).ReadSnapshot(new Reachability(new("10.0.0.7"), container), "pipeline.owner")!;
        snapshot.Endpoints.ShouldBeEmpty();
        snapshot.Flaws!.ShouldHaveSingleItem().ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void Many_are_told_up_to_a_bound() =>
        Flaws([.. Enumerable.Range(1, 500).Select(port => $"SERVICE_{port}_NAM=calc")]).Count.ShouldBe(NearClaims.Most);

    private static IReadOnlyList<ClaimFlaw> Flaws(params string[] environment) => NearClaimsOf(Container(environment));

    private static IReadOnlyList<ClaimFlaw> NearClaimsOf(ContainerInspection container) =>
        [.. NearClaims.Find(container, new ClaimVariables(container))];

    private static ContainerInspection Container(string[] environment) => SayingContainer.Of(environment) with
    {
        Ports = [new ContainerPort(8081, TransportProtocol.Tcp, [new("", 32768)])],
    };
}
