using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Samples.Portal.Discovery;

/// <summary>
/// Finds the instances of a service by its name: one SRV query, whose response includes the addresses. Nothing is cached.
/// </summary>
internal sealed class ServiceLookup(LookupClient resolver, string domain, Random random)
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Settings: <c>DNS_SERVER</c>, such as <c>127.0.0.1:5300</c>, instead of the machine's resolver; <c>DOMAIN</c>, the domain of the
    /// names.
    /// </summary>
    public static ServiceLookup From(IConfiguration configuration)
    {
        var options = configuration["DNS_SERVER"] is { Length: > 0 } server
            ? new LookupClientOptions(IPEndPoint.TryParse(server, out var endpoint)
                ? new NameServer(endpoint.Address, endpoint.Port is 0 ? NameServer.DefaultPort : endpoint.Port)
                : throw new InvalidOperationException($"DNS_SERVER '{server}' is not an address: use one such as 127.0.0.1:5300"))
            : new LookupClientOptions();
        options.UseCache = false;
        options.Timeout = QueryTimeout;
        options.Retries = 1;
        return new(new LookupClient(options), configuration["DOMAIN"] ?? "servicediscovery.internal", Random.Shared);
    }

    /// <summary>The instances of a service, in the order to try them; empty if the name does not resolve.</summary>
    /// <exception cref="DnsResponseException">The DNS server did not answer.</exception>
    public async Task<IReadOnlyList<Instance>> FindAsync(string service, CancellationToken cancel)
    {
        var answer = await resolver.QueryAsync($"{service}.{domain}", QueryType.SRV, cancellationToken: cancel);
        var addresses = answer.Additionals.ARecords().ToLookup(record => record.DomainName, record => record.Address);

        List<Instance> instances = [];
        foreach (var record in Order(answer.Answers.SrvRecords()))
        {
            var address = addresses[record.Target].FirstOrDefault() ?? await ResolveAsync(record.Target, cancel);
            if (address is not null) instances.Add(new(record.Target.Value.TrimEnd('.').Split('.')[0], address.ToString(), record.Port));
        }

        return instances;
    }

    /// <summary>By priority; among equals at random, weighted (RFC 2782).</summary>
    private IEnumerable<SrvRecord> Order(IEnumerable<SrvRecord> records) =>
        records.OrderBy(record => record.Priority).ThenBy(record => -Math.Log(random.NextDouble()) / Math.Max(record.Weight, 0.01));

    private async Task<IPAddress?> ResolveAsync(DnsString host, CancellationToken cancel) =>
        (await resolver.QueryAsync(host, QueryType.A, cancellationToken: cancel)).Answers.ARecords().FirstOrDefault()?.Address;
}
