using System.Globalization;
using System.Net;
using DnsClient;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>Asks a pipeline's DNS server over the wire.</summary>
internal sealed class NameServerClient(IPEndPoint server)
{
    private const string Domain = "servicediscovery.internal";

    private readonly LookupClient overUdp = new(Options(server, tcp: false));
    private readonly LookupClient overTcp = new(Options(server, tcp: true));

    /// <summary>Where a service is, by port; what one answer said, over UDP unless it had to be cut.</summary>
    public Task<ServiceEndpoint[]> AskAsync(string service) => AskAsync(overUdp, service);

    /// <summary>The same over TCP.</summary>
    public Task<ServiceEndpoint[]> AskOverTcpAsync(string service) => AskAsync(overTcp, service);

    /// <summary>The lines of <c>dig +short</c>.</summary>
    public async Task<string[]> DigAsync(string name, string type)
    {
        if (!ShellCommand.Exists("dig")) MissingPart.Skip("dig (dnsutils)");
        var said = await ShellCommand.RunAsync("dig",
        [
            "-r", $"@{server.Address}", "-p", server.Port.ToString(CultureInfo.InvariantCulture),
            "+short", "+tries=1", "+timeout=10", $"{name}.{Domain}", type,
        ]);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Waits until a service is where it should be.</summary>
    public Task<ServiceEndpoint[]> LeadAsync(string service, Predicate<ServiceEndpoint[]> where, string what, TimeSpan? within = null) =>
        Eventually.GetAsync(() => AskAsync(service), where, $"{service}: {what}", within);

    /// <summary>Waits until a service answers with exactly these ports.</summary>
    public Task<ServiceEndpoint[]> LeadToAsync(string service, params int[] ports) =>
        LeadAsync(
            service,
            places => places.Select(place => place.Port).Order().SequenceEqual(ports.Order()),
            $"ports {string.Join(", ", ports)}");

    /// <summary>Waits until a service answers no more.</summary>
    public Task AreGoneAsync(string service) => LeadToAsync(service);

    private static async Task<ServiceEndpoint[]> AskAsync(LookupClient client, string service)
    {
        var answer = await client.QueryAsync($"{service}.{Domain}", QueryType.SRV);
        var addresses = answer.Additionals.ARecords().ToDictionary(record => record.DomainName.Value, record => record.Address.ToString());
        return
        [
            .. answer.Answers.SrvRecords()
                .Select(record => new ServiceEndpoint(Label(record.Target), addresses[record.Target.Value], record.Port))
                .OrderBy(place => place.Port),
        ];
    }

    private static string Label(DnsString target) => target.Value[..^$".{Domain}.".Length];

    private static LookupClientOptions Options(IPEndPoint server, bool tcp) => new(server)
    {
        UseCache = false,
        UseTcpOnly = tcp,
        Retries = 0,
        Timeout = TimeSpan.FromSeconds(10),
    };
}
