namespace Pipeline.Clients.Tests.Draining;

public sealed class When_the_health_saga_stops_an_instance(ServedDomain domain)
{
    [Fact]
    public Task No_request_of_curl_fails() => FailsNoneAsync("drained-curl", ClientLoads.Curl);

    [Fact]
    public Task No_request_of_dotnet_fails() => FailsNoneAsync("drained-dotnet", ClientLoads.HttpClient);

    [Fact]
    public async Task No_request_fails_that_haproxy_balances_by_srv()
    {
        await using var service = new Service(domain, "_drained._tcp") { Grace = StoppedByTheSaga.Added };
        await StoppedByTheSaga.GoThroughAsync(domain, service, ClientLoads.Haproxy(service.Name));
    }

    private async Task FailsNoneAsync(string name, Func<Service, StartClient> client)
    {
        await using var service = new Service(domain, name) { FixedPort = Service.NewFixedPort(), Grace = StoppedByTheSaga.Added };
        await StoppedByTheSaga.GoThroughAsync(domain, service, client(service));
    }
}
