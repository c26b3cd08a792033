using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Producer.Settings;
using EngineClient = Pipeline.Producer.Engines.Docker.DockerEngine;

namespace Pipeline.Producer.Tests.RealEngine;

public class When_real_networks_differ(RealEngines engines)
{
    private static readonly AgentSettings Remote = new() { Address = "10.0.0.7" };

    [Fact]
    public async Task Failure_11_on_the_hosts_network_the_containers_port_is_the_hosts()
    {
        var endpoint = await WatchAsync(await engines.FirstAsync(), Remote, "--network", "host", "-e", "SERVICE_8081_NAME=calc");

        endpoint.ShouldBe(new Endpoint
        {
            Service = "calc",
            Protocol = TransportProtocol.Tcp,
            ContainerPort = 8081,
            HostPort = 8081,
            Address = "10.0.0.7",
            IsFixed = true,
        });
    }

    [Fact]
    public async Task Failure_11_udp_is_told_from_tcp()
    {
        var endpoint = await WatchAsync(
            await engines.FirstAsync(), new AgentSettings(), "-e", "SERVICE_53_NAME=names", "-p", "127.0.0.1::53/udp");

        (endpoint.Protocol, endpoint.Address).ShouldBe((TransportProtocol.Udp, "127.0.0.1"));
        endpoint.HostPort.ShouldNotBeNull();
    }

    [Fact]
    public async Task Failure_11_a_value_with_equals_signs_arrives_whole()
    {
        var endpoint = await WatchAsync(await engines.FirstAsync(), new AgentSettings(), "-e", "SERVICE_8081_NAME=a=b=c");

        endpoint.Service.ShouldBe("a=b=c");
    }

    [Fact]
    public async Task A_loopback_binding_on_a_host_that_others_reach_elsewhere_is_published_nowhere()
    {
        var endpoint = await WatchAsync(await engines.FirstAsync(), Remote, "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");

        (endpoint.HostPort, endpoint.Address).ShouldBe((null, null));
    }

    [Fact]
    public async Task A_port_that_is_only_exposed_is_published_nowhere()
    {
        var endpoint = await WatchAsync(
            await engines.FirstAsync(), new AgentSettings(), "--expose", "8081/udp", "-e", "SERVICE_8081_NAME=calc");

        (endpoint.Protocol, endpoint.HostPort).ShouldBe((TransportProtocol.Udp, null));
    }

    /// <summary>What Docker itself writes for each way to publish a port.</summary>
    [Theory]
    [InlineData("127.0.0.1:{0}:8081", true)]
    [InlineData("127.0.0.1::8081", false)]
    [InlineData("127.0.0.1:0:8081", false)]
    [InlineData("127.0.0.1:{0}-{1}:8081", false)]
    [InlineData("[::1]:{0}:8081", true)]
    [InlineData("[::1]::8081", false)]
    public async Task A_port_of_the_host_is_fixed_if_it_was_named_and_not_if_the_engine_chose_it(string published, bool isFixed)
    {
        var engine = await engines.FirstAsync();
        var free = FindFreePort();
        using var client = new EngineClient(engine.Endpoint);
        var container = await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=calc", "-p", string.Format(CultureInfo.InvariantCulture, published, free, free + 20));

        var inspection = (await client.InspectAsync(container, CancellationToken.None)).ShouldNotBeNull();

        inspection.Ports.Single(port => port.Number == 8081).Bindings.ShouldHaveSingleItem().IsFixed.ShouldBe(isFixed);
    }

    [Fact]
    public async Task A_container_in_anothers_network_is_reached_through_the_others_ports()
    {
        var engine = await engines.FirstAsync();
        var owner = await engine.RunAsync("-p", "127.0.0.1::8081");

        var endpoint = await WatchAsync(engine, new AgentSettings(), "--network", $"container:{owner}", "-e", "SERVICE_8081_NAME=calc");

        endpoint.HostPort.ShouldNotBeNull();
        $"127.0.0.1:{endpoint.HostPort}".ShouldBe(await engine.DockerAsync("port", owner, "8081/tcp"));
    }

    private static int FindFreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<Endpoint> WatchAsync(DockerEngine engine, AgentSettings settings, params string[] options)
    {
        await using var watched = await WatchedEngine.StartAsync(engine, settings);
        return (await watched.SeesStartedAsync(await engine.RunAsync(options))).Endpoints.ShouldHaveSingleItem();
    }
}
