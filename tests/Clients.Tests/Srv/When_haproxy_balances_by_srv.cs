namespace Pipeline.Clients.Tests.Srv;

/// <summary>By the protocol name beside the name that its instances claim.</summary>
public sealed class When_haproxy_balances_by_srv(ServedDomain domain)
{
    [Fact]
    public async Task Its_servers_follow_instances_and_their_ports()
    {
        await using var service = new Service(domain, "haproxy");
        await ComingAndGoing.GoThroughAsync(domain, service, ClientLoads.Haproxy($"_haproxy._tcp.{ServedDomain.Domain}"));
    }
}
