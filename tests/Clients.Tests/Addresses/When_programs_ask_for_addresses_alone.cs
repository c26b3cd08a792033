namespace Pipeline.Clients.Tests.Addresses;

/// <summary>Programs that ask for the addresses of a service's own name: its instances have one port, which the client knows.</summary>
public sealed class When_programs_ask_for_addresses_alone(ServedDomain domain)
{
    [Fact]
    public Task Curl_follows_instances() => FollowsAsync("curl", "sh", ClientPrograms.Find("curl.sh"));

    [Fact]
    public Task Python_follows_instances() => FollowsAsync("urllib", "/usr/bin/python3", ClientPrograms.Find("address.py"));

    [Fact]
    public Task Node_follows_instances() => FollowsAsync("fetch", "node", ClientPrograms.Find("fetch.js"));

    [Fact]
    public Task Failure_42_the_pool_of_dotnet_follows_instances() =>
        FollowsAsync("dotnet", "dotnet", Path.Combine(AppContext.BaseDirectory, "Pipeline.Clients.DotNet.dll"));

    [Fact]
    public async Task Failure_43_getent_names_the_addresses_of_the_instances()
    {
        await using var service = new Service(domain, "getent") { FixedPort = Service.NewFixedPort() };
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await AddressesAsync(service, 0);

        await service.StartAsync("two", host: 1);
        await AddressesAsync(service, 0, 1);

        await service.StopAsync(first);
        await AddressesAsync(service, 1);
    }

    private async Task FollowsAsync(string name, params string[] program)
    {
        await using var service = new Service(domain, name) { FixedPort = Service.NewFixedPort() };
        await ComingAndGoing.GoThroughAsync(
            domain,
            service,
            (resolver, answers) => Task.FromResult<IAsyncDisposable>(
                ClientProgram.StartAsking(resolver, [.. program, $"http://{service.Name}:{service.FixedPort}/"], answers.Add)),
            spreads: false);
    }

    private Task AddressesAsync(Service service, params int[] hosts) => Task.WhenAll(domain.Resolvers.Select(resolver =>
        Eventually.GetAsync(
            () => ClientProgram.RunAskingAsync(resolver, ["getent", "ahostsv4", service.Name]),
            said => said.Split('\n').Select(line => line.Split(' ')[0]).Distinct().Order()
                .SequenceEqual(hosts.Select(host => domain.Hosts[host].Address.ToString()).Order()),
            $"{service.Name} has the addresses of hosts {string.Join(", ", hosts)} through {resolver.Name}")));
}
