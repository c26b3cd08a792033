using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Pipeline.Benchmarks;

/// <summary>Asks the zone over the wire, as any client would.</summary>
internal sealed class AskingDns(IPEndPoint server)
{
    private readonly LookupClient client = new(new LookupClientOptions(server)
    {
        UseCache = false,
        Retries = 3,
        Timeout = TimeSpan.FromSeconds(2),
        ThrowDnsErrors = false,
    });

    /// <summary>The ports that a service answers with.</summary>
    public async Task<IReadOnlyList<int>> PortsAsync(string service)
    {
        var answer = await client.QueryAsync($"{service}.servicediscovery.internal", QueryType.SRV);
        return [.. answer.Answers.OfType<SrvRecord>().Select(srv => (int)srv.Port)];
    }
}
