using CsCheck;
using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Claims;

public class When_a_port_is_published
{
    private const string Remote = "10.0.0.7";
    private const string Loopback = "127.0.0.1";

    [Theory]
    [InlineData(Remote, "0.0.0.0", Remote)]
    [InlineData(Remote, "", Remote)]
    [InlineData(Remote, "10.0.9.9", "10.0.9.9")]
    [InlineData(Remote, "127.0.0.1", null)]
    [InlineData(Remote, "127.0.0.53", null)]
    [InlineData(Remote, "::", "::")] // the host's IPv6 address is not known
    [InlineData(Remote, "fd00::7", "fd00::7")]
    [InlineData(Remote, "::1", null)]
    [InlineData(Loopback, "127.0.0.1", "127.0.0.1")]
    [InlineData(Loopback, "0.0.0.0", Loopback)]
    [InlineData("127.0.1.3", "127.0.0.1", "127.0.0.1")]
    public void Its_binding_tells_where_others_reach_it(string host, string binding, string? address) =>
        (Find(host, new HostBinding(binding, 32768))?.Address).ShouldBe(address);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("nonsense")]
    public void A_binding_that_nobody_else_can_use_is_no_publication(string binding) =>
        Find(Remote, new HostBinding(binding, 32768)).ShouldBeNull();

    [Fact]
    public void The_first_binding_of_several_counts() =>
        Find(Remote, new("0.0.0.0", 32768), new("0.0.0.0", 32769)).ShouldBe(new ReachableAddress(Remote, 32768));

    [Fact]
    public void A_binding_that_nobody_else_can_use_is_passed_over_for_one_that_all_can() =>
        Find(Remote, new("127.0.0.1", 32768), new("0.0.0.0", 32769)).ShouldBe(new ReachableAddress(Remote, 32769));

    [Theory]
    [InlineData("::")]
    [InlineData("fd00::7")]
    public void An_ipv4_binding_comes_before_an_ipv6_one(string binding) =>
        Find(Remote, new(binding, 32768), new("0.0.0.0", 32769)).ShouldBe(new ReachableAddress(Remote, 32769));

    [Theory]
    [InlineData("::")]
    [InlineData("fd00::7")]
    public void Failure_14_a_port_that_only_ipv6_clients_reach_is_never_given_an_ipv4_address(string binding) =>
        Find(Remote, new HostBinding(binding, 32768)).ShouldBe(new ReachableAddress(binding, 32768));

    [Fact]
    public void A_port_that_is_only_exposed_is_published_nowhere() => Find(Remote).ShouldBeNull();

    [Fact]
    public void A_port_published_for_the_other_transport_is_published_nowhere() =>
        new Reachability(new(Remote), Network("bridge", new HostBinding("", 32768)))
            .FindAddress(8081, TransportProtocol.Udp).ShouldBeNull();

    [Fact]
    public void Failure_11_on_the_hosts_network_it_is_the_hosts_address_and_the_containers_port() =>
        new Reachability(new(Remote), Network("host")).FindAddress(8081, TransportProtocol.Tcp)
            .ShouldBe(new ReachableAddress(Remote, 8081) { IsFixed = true });

    [Fact]
    public void Failure_11_in_a_task_with_its_own_interface_it_is_the_tasks_address_and_the_containers_port() =>
        new Reachability(new(Remote), Network("none"), new("10.0.5.20")).FindAddress(8081, TransportProtocol.Tcp)
            .ShouldBe(new ReachableAddress("10.0.5.20", 8081) { IsFixed = true });

    [Fact]
    public void In_a_task_with_both_kinds_of_addresses_it_is_both_and_with_ipv6_alone_that()
    {
        new Reachability(new(Remote), Network("none"), new("10.0.5.20", "fd00::20")).FindAddress(8081, TransportProtocol.Tcp)
            .ShouldBe(new ReachableAddress("10.0.5.20", 8081) { Address6 = "fd00::20", IsFixed = true });
        new Reachability(new(Remote), Network("none"), new(null, "fd00::20")).FindAddress(8081, TransportProtocol.Tcp)
            .ShouldBe(new ReachableAddress("fd00::20", 8081) { IsFixed = true });
    }

    [Fact]
    public void A_host_with_an_ipv6_address_is_reached_there_where_the_port_is_bound_there_too()
    {
        var host = new InterfaceAddresses(Remote, "fd00::7");
        Find(host, new("0.0.0.0", 32768), new("::", 32768)).ShouldBe(new ReachableAddress(Remote, 32768) { Address6 = "fd00::7" });
        Find(host, new HostBinding("", 32768)).ShouldBe(new ReachableAddress(Remote, 32768) { Address6 = "fd00::7" });
        Find(host, new HostBinding("::", 32768)).ShouldBe(new ReachableAddress("fd00::7", 32768));
        Find(host, new HostBinding("0.0.0.0", 32768)).ShouldBe(new ReachableAddress(Remote, 32768));
    }

    [Fact]
    public void An_ipv6_binding_at_another_port_is_another_place() =>
        Find(new InterfaceAddresses(Remote, "fd00::7"), new("0.0.0.0", 32768), new("::", 32769))
            .ShouldBe(new ReachableAddress(Remote, 32768));

    [Fact]
    public void A_port_that_was_named_is_fixed_and_one_that_the_engine_chose_is_not()
    {
        Find(Remote, new HostBinding("0.0.0.0", 80) { IsFixed = true }).ShouldBe(new ReachableAddress(Remote, 80) { IsFixed = true });
        Find(Remote, new HostBinding("0.0.0.0", 80)).ShouldBe(new ReachableAddress(Remote, 80));
    }

    [Fact]
    public void Whatever_the_bindings_what_is_found_is_one_of_them_and_can_be_reached() =>
        Gen.OneOf("", "0.0.0.0", "::", "fd00::7", "127.0.0.1", "10.0.9.9", "nonsense")
            .SelectMany(address => Gen.Int[1, 65535].Select(port => new HostBinding(address, port)))
            .Array[0, 5]
            .Sample(bindings =>
            {
                var usable = bindings.Where(binding => binding.Address is "" or "0.0.0.0" or "10.0.9.9").ToArray();
                var ipv6 = bindings.Where(binding => binding.Address is "::" or "fd00::7").ToArray();
                return Find(Remote, bindings) switch
                {
                    null => usable is [] && ipv6 is [],
                    { Address: Remote or "10.0.9.9" } found => usable.Any(binding => binding.Port == found.Port),
                    var found => usable is [] && ipv6.Contains(new HostBinding(found.Address, found.Port)),
                };
            });

    private static ReachableAddress? Find(string host, params HostBinding[] bindings) => Find(new InterfaceAddresses(host), bindings);

    private static ReachableAddress? Find(InterfaceAddresses host, params HostBinding[] bindings) =>
        new Reachability(host, Network("bridge", bindings)).FindAddress(8081, TransportProtocol.Tcp);

    private static ContainerInspection Network(string mode, params HostBinding[] bindings) => new()
    {
        Id = "c1",
        Name = "calc-1",
        Image = "calc:1",
        Status = EngineContainerStatus.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        NetworkMode = mode,
        Ports = [new ContainerPort(8081, TransportProtocol.Tcp, bindings)],
    };
}
