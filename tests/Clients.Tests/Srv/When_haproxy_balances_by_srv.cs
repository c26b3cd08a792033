namespace Pipeline.Clients.Tests.Srv;

public sealed class When_haproxy_balances_by_srv(ServedDomain domain)
{
    [Fact]
    public async Task Its_servers_follow_instances_and_their_ports()
    {
        await using var service = new Service(domain, "_haproxy._tcp");
        await ComingAndGoing.GoThroughAsync(domain, service, ClientLoads.Haproxy(service.Name));
    }
}
