using System.Text.RegularExpressions;

namespace Pipeline.Clients.Tests.Addresses;

/// <summary>Programs that ask for the addresses of a service's own name: its instances have one port, which the client knows.</summary>
public sealed partial class When_programs_ask_for_addresses_alone(ServedDomain domain)
{
    [Fact]
    public Task Curl_follows_instances() => FollowsAsync("curl", ClientLoads.Curl);

    [Fact]
    public Task Busybox_follows_instances() => FollowsAsync("busybox", Program("busybox", "sh", ClientPrograms.Find("busybox.sh")));

    [Fact]
    public Task Python_follows_instances() => FollowsAsync("urllib", Program("/usr/bin/python3", ClientPrograms.Find("address.py")));

    [Fact]
    public Task Node_follows_instances() => FollowsAsync("fetch", Program("node", ClientPrograms.Find("fetch.js")));

    [Fact]
    public Task Failure_42_the_pool_of_dotnet_follows_instances() => FollowsAsync("dotnet", ClientLoads.HttpClient);

    [Fact]
    public Task Failure_43_getent_names_the_addresses_of_the_instances() => NamesAddressesAsync(
        "getent",
        service => ["getent", "ahostsv4", service],
        said => said.Split('\n').Select(line => line.Split(' ')[0]).Distinct());

    [Fact]
    public Task Busybox_names_the_addresses_of_the_instances() => NamesAddressesAsync(
        "nslookup",
        service => ["busybox", "nslookup", service],
        said => BusyboxAnswer().Matches(said).Select(address => address.Groups["ip"].Value));

    /// <param name="name">The name that the instances claim.</param>
    /// <param name="command">The command, by the name that it asks for.</param>
    /// <param name="read">The addresses in what the command says.</param>
    private async Task NamesAddressesAsync(string name, Func<string, string[]> command, Func<string, IEnumerable<string>> read)
    {
        await using var service = new Service(domain, name) { FixedPort = Service.NewFixedPort() };
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await AreAsync(0);

        await service.StartAsync("two", host: 1);
        await AreAsync(0, 1);

        await service.StopAsync(first);
        await AreAsync(1);

        Task AreAsync(params int[] hosts) => Task.WhenAll(domain.Resolvers.Select(resolver => Eventually.GetAsync(
            () => ClientProgram.RunAskingAsync(resolver, command(service.Name)),
            said => read(said).Order().SequenceEqual(hosts.Select(host => domain.Hosts[host].Address.ToString()).Order()),
            $"{service.Name} has the addresses of hosts {string.Join(", ", hosts)} through {resolver.Name}")));
    }

    private async Task FollowsAsync(string name, Func<Service, StartClient> client)
    {
        await using var service = new Service(domain, name) { FixedPort = Service.NewFixedPort() };
        await ComingAndGoing.GoThroughAsync(domain, service, client(service), spreads: false);
    }

    private static Func<Service, StartClient> Program(params string[] program) =>
        service => ClientLoads.Program(ClientLoads.UrlOf(service), program);

    /// <summary>An address after the name that was asked for; the server's own stands before it.</summary>
    [GeneratedRegex(@"^Name:.*\nAddress: (?<ip>\S+)", RegexOptions.Multiline)]
    private static partial Regex BusyboxAnswer();
}
