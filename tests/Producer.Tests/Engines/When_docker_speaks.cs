using System.Text.Json;
using Docker.DotNet.Models;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Docker;
using EngineContainerStatus = Pipeline.Claims.EngineContainerStatus;

namespace Pipeline.Producer.Tests.Engines;

public class When_docker_speaks
{
    [Fact]
    public void An_inspection_is_read_in_all_its_parts()
    {
        var container = Response().ToInspection();

        (container.Id, container.Name, container.Image, container.Status)
            .ShouldBe(("c1", "calc-1", "calc:1", EngineContainerStatus.Running));
        container.StartedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 13, 57, 44, TimeSpan.Zero).AddTicks(8_314_304));
        container.StopSignal.ShouldBe(3);
        container.NetworkMode.ShouldBe("default");
        container.Environment.ShouldBe(["SERVICE_8081_NAME=a=b"]);
        container.Labels["team"].ShouldBe("sums");
    }

    [Fact]
    public void Ports_are_those_published_and_those_only_exposed()
    {
        var ports = Response().ToInspection().Ports.ToDictionary(port => (port.Number, port.Protocol), port => port.Bindings);

        ports.Keys.ShouldBe([(8081, TransportProtocol.Tcp), (53, TransportProtocol.Udp), (9090, TransportProtocol.Tcp)]);
        ports[(8081, TransportProtocol.Tcp)].ShouldBe([new HostBinding("0.0.0.0", 32768), new HostBinding("::", 32768)]);
        ports[(53, TransportProtocol.Udp)].ShouldBeEmpty();
        ports[(9090, TransportProtocol.Tcp)].ShouldBeEmpty();
    }

    /// <summary>
    /// Documents as Docker 28 writes them: what was declared when the container was created, and what is bound while it runs.
    /// </summary>
    [Theory]
    [InlineData("""{"8081/tcp":[{"HostIp":"","HostPort":"8081"}]}""", "0.0.0.0:8081 fixed, :::8081 fixed")] // -p 8081:8081
    [InlineData("""{"8081/tcp":[{"HostIp":"","HostPort":""}]}""", "0.0.0.0:8081, :::8081")] // -p 8081
    [InlineData("""{"8081/tcp":[{"HostIp":"","HostPort":"0"}]}""", "0.0.0.0:8081, :::8081")] // -p 0:8081, hostPort 0 of ECS
    [InlineData("""{"8081/tcp":[{"HostIp":"","HostPort":"8000-8100"}]}""", "0.0.0.0:8081, :::8081")] // -p 8000-8100:8081: one of many
    [InlineData("""{"8081/tcp":[{"HostIp":"0.0.0.0","HostPort":"8081"}]}""", "0.0.0.0:8081 fixed, :::8081 fixed")] // -p 0.0.0.0:8081:8081
    [InlineData("""{"8081/tcp":[{"HostIp":"::","HostPort":"8081"}]}""", "0.0.0.0:8081 fixed, :::8081 fixed")] // -p [::]:8081:8081
    [InlineData("""{"8081/tcp":[{"HostIp":"","HostPort":""},{"HostIp":"","HostPort":"9090"}]}""", "0.0.0.0:8081, :::8081")]
    [InlineData("""{"8081/udp":[{"HostIp":"","HostPort":"8081"}]}""", "0.0.0.0:8081, :::8081")] // the UDP port of that number alone
    [InlineData("""{"8081/tcp":[]}""", "0.0.0.0:8081, :::8081")]
    [InlineData("""{"8081/tcp":null}""", "0.0.0.0:8081, :::8081")]
    [InlineData("{}", "0.0.0.0:8081, :::8081")] // -P
    [InlineData("null", "0.0.0.0:8081, :::8081")]
    public void A_binding_is_fixed_if_a_declaration_names_its_port_of_the_host(string declared, string bound) => Bindings(
        declared, """{"8081/tcp":[{"HostIp":"0.0.0.0","HostPort":"8081"},{"HostIp":"::","HostPort":"8081"}]}""").ShouldBe(bound);

    [Fact]
    public void Of_several_bindings_those_are_fixed_whose_ports_are_named() => Bindings(
        """{"8081/tcp":[{"HostIp":"","HostPort":""},{"HostIp":"127.0.0.1","HostPort":"9090"},{"HostIp":"fd00::7","HostPort":"9091"}]}""",
        """
        {"8081/tcp":[
            {"HostIp":"0.0.0.0","HostPort":"32768"},{"HostIp":"::","HostPort":"32768"},
            {"HostIp":"127.0.0.1","HostPort":"9090"},{"HostIp":"fd00::7","HostPort":"9091"}]}
        """).ShouldBe("0.0.0.0:32768, :::32768, 127.0.0.1:9090 fixed, fd00::7:9091 fixed");

    [Fact]
    public void A_container_of_which_hardly_anything_is_said_is_read_all_the_same()
    {
        var container = new ContainerInspectResponse { ID = "c1" }.ToInspection();

        (container.Status, container.StopSignal, container.Ports.Count, container.Environment.Count)
            .ShouldBe((EngineContainerStatus.Exited, 15, 0, 0));
    }

    [Theory]
    [InlineData("created", EngineContainerStatus.Created)]
    [InlineData("running", EngineContainerStatus.Running)]
    [InlineData("paused", EngineContainerStatus.Paused)]
    [InlineData("restarting", EngineContainerStatus.Restarting)]
    [InlineData("removing", EngineContainerStatus.Removing)]
    [InlineData("exited", EngineContainerStatus.Exited)]
    [InlineData("dead", EngineContainerStatus.Dead)]
    [InlineData("something new", EngineContainerStatus.Exited)]
    public void A_status_is_read(string text, EngineContainerStatus status) =>
        new ContainerInspectResponse { State = new State { Status = text } }.ToInspection().Status.ShouldBe(status);

    [Theory]
    [InlineData("starting", EngineHealth.Starting)]
    [InlineData("healthy", EngineHealth.Healthy)]
    [InlineData("unhealthy", EngineHealth.Unhealthy)]
    [InlineData("none", null)]
    [InlineData(null, null)]
    public void The_engines_own_check_is_read(string? text, EngineHealth? health) =>
        new ContainerInspectResponse { State = new State { Health = new Health { Status = text! } } }
            .ToInspection().Health.ShouldBe(health);

    [Fact]
    public void A_kill_carries_its_signal_and_its_time()
    {
        var hint = Event("kill", ("signal", "15")).ToHint();

        hint.ShouldBe(new EngineHint("c1", "kill", new DateTimeOffset(2026, 11, 22, 13, 57, 44, TimeSpan.Zero).AddTicks(9_314_393), 15));
    }

    [Fact]
    public void Nothing_else_carries_one()
    {
        Event("die", ("signal", "15")).ToHint()!.Signal.ShouldBeNull();
        Event("kill").ToHint()!.Signal.ShouldBeNull();
    }

    [Fact]
    public void An_end_carries_its_exit_code()
    {
        Event("die", ("exitCode", "137")).ToHint()!.ExitCode.ShouldBe(137);
        Event("stop", ("exitCode", "137")).ToHint()!.ExitCode.ShouldBeNull();
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("disconnect")]
    public void Failure_15_an_event_of_a_network_is_a_hint_for_the_container_that_joins_or_leaves(string action) =>
        NetworkEvent(action, ("container", "c1"), ("name", "bridge")).ToHint()!.ContainerId.ShouldBe("c1");

    [Theory]
    [InlineData("create")]
    [InlineData("destroy")]
    public void A_network_that_comes_or_goes_concerns_no_container(string action) => NetworkEvent(action).ToHint().ShouldBeNull();

    [Fact]
    public void A_network_event_that_names_no_container_is_ignored() => NetworkEvent("connect").ToHint().ShouldBeNull();

    private static string Bindings(string declared, string bound)
    {
        var response = Response();
        response.HostConfig!.PortBindings = JsonSerializer.Deserialize<Dictionary<string, IList<PortBinding>>>(declared)!;
        response.NetworkSettings!.Ports = JsonSerializer.Deserialize<Dictionary<string, IList<PortBinding>>>(bound)!;
        return string.Join(", ", response.ToInspection().Ports.Single(port => port is { Number: 8081, Protocol: TransportProtocol.Tcp })
            .Bindings.Select(binding => $"{binding.Address}:{binding.Port}{(binding.IsFixed ? " fixed" : "")}"));
    }

    private static Message NetworkEvent(string action, params (string Key, string Value)[] attributes)
    {
        var message = Event(action, attributes);
        message.Type = "network";
        message.Actor.ID = "n1";
        return message;
    }

    private static Message Event(string action, params (string Key, string Value)[] attributes) => new()
    {
        Action = action,
        Actor = new Actor { ID = "c1", Attributes = attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value) },
        TimeNano = 1_795_355_864_931_439_380,
    };

    private static ContainerInspectResponse Response() => new()
    {
        ID = "c1",
        Name = "/calc-1",
        Image = "sha256:1f7f",
        State = new State { Status = "running", StartedAt = "2026-11-22T13:57:44.831430418Z" },
        Config = new ContainerConfig
        {
            Image = "calc:1",
            StopSignal = "SIGQUIT",
            Env = ["SERVICE_8081_NAME=a=b"],
            Labels = new Dictionary<string, string> { ["team"] = "sums" },
            ExposedPorts = new Dictionary<string, EmptyStruct> { ["8081/tcp"] = default, ["9090/tcp"] = default },
        },
        HostConfig = new HostConfig { NetworkMode = "default" },
        NetworkSettings = new NetworkSettings
        {
            Ports = new Dictionary<string, IList<PortBinding>>
            {
                ["8081/tcp"] =
                [
                    new PortBinding { HostIP = "0.0.0.0", HostPort = "32768" },
                    new PortBinding { HostIP = "::", HostPort = "32768" },
                ],
                ["53/udp"] = null!,
                ["7000/sctp"] = [],
            },
        },
    };
}
