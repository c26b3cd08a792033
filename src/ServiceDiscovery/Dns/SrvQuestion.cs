using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Pipeline.ServiceDiscovery.Instances;

namespace Pipeline.ServiceDiscovery.Dns;

/// <summary>Asks for the SRV records of a name and the addresses of their targets.</summary>
internal sealed class SrvQuestion(ILookupClient dns)
{
    /// <exception cref="SourceUnavailableException">The DNS server did not answer, or answered that it failed.</exception>
    public async Task<SrvAnswer> AskAsync(string name, CancellationToken cancel)
    {
        try
        {
            var answer = await dns.QueryAsync(name, QueryType.SRV, cancellationToken: cancel);
            Require(answer, name);
            var records = answer.Answers.SrvRecords().ToArray();
            var addresses = answer.Additionals.Concat(answer.Answers).OfType<AddressRecord>().ToLookup(record => record.DomainName);
            var targets = new Dictionary<DnsString, IReadOnlyList<AddressRecord>>();
            foreach (var target in records.Select(record => record.Target).Distinct())
                targets[target] = addresses[target].ToArray() is { Length: > 0 } given ? given : await AddressesAsync(target, cancel);
            return new SrvAnswer(records, targets, NegativeTtl(answer));
        }
        catch (DnsResponseException failed)
        {
            throw new SourceUnavailableException($"the DNS server does not answer for {name} ({failed.Code})", failed);
        }
    }

    /// <summary>IPv4 if there is any: a machine may have no way to IPv6.</summary>
    private async Task<IReadOnlyList<AddressRecord>> AddressesAsync(DnsString target, CancellationToken cancel)
    {
        foreach (var type in new[] { QueryType.A, QueryType.AAAA })
        {
            var answer = await dns.QueryAsync(target, type, cancellationToken: cancel);
            Require(answer, target.Value);
            if (answer.Answers.OfType<AddressRecord>().ToArray() is { Length: > 0 } found) return found;
        }

        return [];
    }

    private static void Require(IDnsQueryResponse answer, string name)
    {
        if (answer.Header.ResponseCode is not (DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain))
            throw new SourceUnavailableException($"the DNS server answers {answer.Header.ResponseCode} for {name}");
    }

    /// <summary>RFC 2308 §5: the lesser of the SOA's own TTL and its minimum.</summary>
    private static TimeSpan? NegativeTtl(IDnsQueryResponse answer) =>
        answer.Authorities.SoaRecords().FirstOrDefault() is { } soa
            ? TimeSpan.FromSeconds(Math.Min((uint)soa.InitialTimeToLive, soa.Minimum))
            : null;
}

/// <summary>The answer to a question for SRV records.</summary>
/// <param name="Targets">The addresses of each target.</param>
/// <param name="NegativeTtl">How long "there are none" is good for; null if the answer does not say.</param>
internal sealed record SrvAnswer(
    IReadOnlyList<SrvRecord> Records, IReadOnlyDictionary<DnsString, IReadOnlyList<AddressRecord>> Targets, TimeSpan? NegativeTtl)
{
    /// <summary>The lowest TTL of all its records, in seconds; null for no records.</summary>
    public int? Ttl => Records.Count == 0
        ? null
        : Records.Concat<DnsResourceRecord>(Targets.Values.SelectMany(addresses => addresses)).Min(record => record.InitialTimeToLive);

    /// <summary>
    /// The instances to use: those of the best priority that have an address (RFC 2782). Their order is the same for the same answer.
    /// </summary>
    public IEnumerable<FoundInstance> Instances =>
        from record in Records.Where(HasAddress).Where(record => record.Priority == BestPriority)
        let endpoint = new IPEndPoint(Targets[record.Target][0].Address, record.Port)
        orderby endpoint.ToString()
        select new FoundInstance(endpoint, record.Target.Value.Split('.')[0]);

    private int BestPriority => Records.Where(HasAddress).Min(record => record.Priority);

    private bool HasAddress(SrvRecord record) => Targets[record.Target].Count > 0;
}
