namespace Pipeline.Clients.Tests.Addresses;

/// <summary>Proxies that resolve a service's own name again and again, and spread requests over its addresses.</summary>
public sealed class When_proxies_ask_for_addresses(ServedDomain domain)
{
    [Fact]
    public async Task Haproxys_servers_follow_instances()
    {
        await using var service = new Service(domain, "haproxy") { FixedPort = Service.NewFixedPort() };
        await ComingAndGoing.GoThroughAsync(domain, service, ClientLoads.Haproxy($"{service.Name}:{service.FixedPort}"));
    }

    [Fact]
    public async Task Nginxs_upstream_follows_instances()
    {
        await using var service = new Service(domain, "nginx") { FixedPort = Service.NewFixedPort() };
        await ComingAndGoing.GoThroughAsync(domain, service, (resolver, answers) => ProxyUnderLoad.StartAsync(
            "nginx",
            (listen, folder) => ProxyConfiguration.Nginx(listen, resolver.Address, $"{service.Name}:{service.FixedPort}", folder),
            configuration => ["nginx", "-g", "daemon off;", "-e", "stderr", "-c", configuration],
            answers));
    }
}
