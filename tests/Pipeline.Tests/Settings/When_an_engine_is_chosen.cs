using Pipeline.Settings;

namespace Pipeline.Tests.Settings;

public class When_an_engine_is_chosen
{
    private static readonly PipelineSettings Default = new() { Data = "/data" };
    private static readonly Uri Named = new("tcp://10.0.0.1:2375");
    private static readonly Uri Socket = new("unix:///var/run/docker.sock");

    private static (EngineChoice? Choice, string? Error) Make(PipelineSettings settings, string? dockerHost = null, bool socket = true) =>
        EngineChoice.Make(settings, dockerHost, path => socket && path == "/var/run/docker.sock");

    [Fact]
    public void Named_engines_are_taken_and_no_others() =>
        Make(Default with { Docker = [Named] }, "tcp://other:1").Choice!.Docker.ShouldBe([Named]);

    [Fact]
    public void Named_engines_and_simulated_hosts_go_together() =>
        Make(Default with { Docker = [Named], Simulate = 2 }).Choice!.Simulated.ShouldBe(2);

    [Fact]
    public void Simulated_hosts_alone_leave_the_machines_engine_alone() =>
        Make(Default with { Simulate = 4 }).Choice.ShouldSatisfyAllConditions(
            choice => choice!.Docker.ShouldBeEmpty(),
            choice => choice!.Simulated.ShouldBe(4),
            choice => choice!.Notice.ShouldBeNull());

    [Fact]
    public void DOCKER_HOST_comes_before_the_local_socket() => Make(Default, "tcp://10.0.0.1:2375").Choice!.Docker.ShouldBe([Named]);

    [Fact]
    public void A_DOCKER_HOST_that_cannot_be_watched_is_an_error() =>
        Make(Default, "ssh://host").Error.ShouldNotBeNull().ShouldContain("DOCKER_HOST 'ssh://host'");

    [Fact]
    public void An_engine_that_does_not_tell_its_hosts_address_needs_one()
    {
        var named = Default with { Docker = [new("tcp://engine.internal:2375")] };
        Make(named).Error.ShouldNotBeNull().ShouldContain("tcp://engine.internal:2375");
        Make(named with { Address = System.Net.IPAddress.Loopback }).Error.ShouldBeNull();
    }

    [Fact]
    public void Else_it_is_the_local_socket() => Make(Default).Choice!.Docker.ShouldBe([Socket]);

    [Fact]
    public void Without_any_engine_three_hosts_are_simulated_and_it_says_so() =>
        Make(Default, socket: false).Choice.ShouldSatisfyAllConditions(
            choice => choice!.Simulated.ShouldBe(3),
            choice => choice!.Notice.ShouldNotBeNull().ShouldContain("3 simulated hosts"));

    [Fact]
    public void Who_wants_no_simulated_host_and_has_no_engine_is_told_so() =>
        Make(Default with { Simulate = 0 }, socket: false).Error.ShouldNotBeNull().ShouldContain("--docker");
}
