namespace Pipeline.Clients.Tests.Srv;

/// <summary>Programs that ask for SRV records themselves: instances may have any port.</summary>
public sealed class When_programs_ask_for_hosts_and_ports(ServedDomain domain)
{
    [Fact]
    public Task Node_follows_instances_and_their_ports() => FollowsAsync("node", "node", ClientPrograms.Find("srv.js"));

    [Fact]
    public Task Python_follows_instances_and_their_ports() => FollowsAsync("python", "/usr/bin/python3", ClientPrograms.Find("srv.py"));

    private async Task FollowsAsync(string name, params string[] program)
    {
        await using var service = new Service(domain, name);
        await ComingAndGoing.GoThroughAsync(domain, service, ClientLoads.Program(service.Name, program));
    }
}
