using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Samples.Portal.Discovery;

/// <summary>Finds the instances of a service by its name: one SRV query, whose answer brings the addresses along. Nothing is remembered.</summary>
internal sealed class ServiceNames(LookupClient resolver, string domain)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>DNS_SERVER</c>, as <c>127.0.0.1:5300</c>, is asked instead of the machine's resolver; <c>DOMAIN</c> is where the names are.
    /// </summary>
    public static ServiceNames From(IConfiguration configuration)
    {
        var options = configuration["DNS_SERVER"] is { Length: > 0 } server
            ? new LookupClientOptions(IPEndPoint.TryParse(server, out var point)
                ? new NameServer(point.Address, point.Port is 0 ? NameServer.DefaultPort : point.Port)
                : throw new InvalidOperationException($"DNS_SERVER '{server}' is no address: write one such as 127.0.0.1:5300"))
            : new LookupClientOptions();
        options.UseCache = false;
        options.Timeout = AnswersWithin;
        options.Retries = 1;
        return new(new LookupClient(options), configuration["DOMAIN"] ?? "servicediscovery.internal");
    }

    /// <summary>The instances of a service in the order in which to try them; none where the name has no answer.</summary>
    /// <exception cref="DnsResponseException">Nobody answered the question.</exception>
    public async Task<IReadOnlyList<Place>> FindAsync(string service, CancellationToken cancel)
    {
        var answer = await resolver.QueryAsync($"{service}.{domain}", QueryType.SRV, cancellationToken: cancel);
        var addresses = answer.Additionals.ARecords().ToLookup(record => record.DomainName, record => record.Address);

        List<Place> places = [];
        foreach (var record in InOrder(answer.Answers.SrvRecords()))
        {
            var address = addresses[record.Target].FirstOrDefault() ?? await AddressOfAsync(record.Target, cancel);
            if (address is not null) places.Add(new(record.Target.Value.TrimEnd('.').Split('.')[0], address.ToString(), record.Port));
        }

        return places;
    }

    /// <summary>The lowest priority first; among equals by chance, one of a higher weight sooner (RFC 2782).</summary>
    private static IEnumerable<SrvRecord> InOrder(IEnumerable<SrvRecord> records) =>
        records.OrderBy(record => record.Priority).ThenBy(record => -Math.Log(Random.Shared.NextDouble()) / Math.Max(record.Weight, 0.01));

    private async Task<IPAddress?> AddressOfAsync(DnsString host, CancellationToken cancel) =>
        (await resolver.QueryAsync(host, QueryType.A, cancellationToken: cancel)).Answers.ARecords().FirstOrDefault()?.Address;
}
