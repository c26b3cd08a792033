namespace Pipeline.Clients.Tests.Srv;

/// <summary>Programs that ask for SRV records themselves: instances may have any port.</summary>
public sealed class When_programs_ask_for_hosts_and_ports(ServedDomain domain)
{
    [Theory, InlineData("dnsmasq"), InlineData("unbound")]
    public Task Node_follows_instances_and_their_ports(string resolver) => FollowsAsync(resolver, "node", ClientPrograms.Find("srv.js"));

    [Theory, InlineData("dnsmasq"), InlineData("unbound")]
    public Task Python_follows_instances_and_their_ports(string resolver) =>
        FollowsAsync(resolver, "/usr/bin/python3", ClientPrograms.Find("srv.py"));

    private async Task FollowsAsync(string resolver, params string[] program)
    {
        await using var service = new Service(domain, $"{Path.GetFileName(program[0])}-{resolver}");
        var answers = new AnswerLog();
        await ComingAndGoing.GoThroughAsync(service, answers, () => Task.FromResult<IAsyncDisposable>(
            ClientProgram.StartAsking(domain.Resolver(resolver), [.. program, service.Name], answers.Add)));
    }
}
