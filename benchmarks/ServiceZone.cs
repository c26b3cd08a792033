using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pipeline.Core.Dns;

namespace Pipeline.Benchmarks;

/// <summary>
/// The records of 10,000 instances: 2,000 services with five instances each on 40 hosts. A generation of a service has other ports than
/// the one before, and each is one whole answer.
/// </summary>
internal sealed class ServiceZone
{
    public const string Domain = "servicediscovery.internal";
    public const int Services = 2_000, Instances = 5, Hosts = 40;
    private const int Ttl = 5;

    private readonly int[] generations = new int[Services];

    public static string NameOf(int service) => $"service-{service}.{Domain}";

    public static IEnumerable<RecordSet> HostSets() => Enumerable.Range(0, Hosts).Select(host => new RecordSet
    {
        Key = new($"host-{host}.{Domain}", RecordType.A),
        Ttl = Ttl,
        Values = [$"10.0.0.{host + 1}"],
    });

    public RecordSet SetOf(int service) => SetOf(service, generations[service]);

    /// <summary>The next generation of some services.</summary>
    /// <returns>Each one's set before and after.</returns>
    public IReadOnlyList<(RecordSet Before, RecordSet After)> Change(IEnumerable<int> services) =>
        [.. services.Select(service => (SetOf(service), SetOf(service, ++generations[service])))];

    /// <summary>Whether ports are one generation of a service, the present one or the one before.</summary>
    public bool IsAnswer(int service, IReadOnlyCollection<int> ports) =>
        Enumerable.Range(Math.Max(0, generations[service] - 1), 2)
            .Any(generation => PortsOf(service, generation).Order().SequenceEqual(ports.Order()));

    /// <summary>The zone in the form of RFC 1035, section 5.</summary>
    public string ToZoneFile()
    {
        var file = new StringBuilder();
        file.AppendLine(CultureInfo.InvariantCulture, $"$ORIGIN {Domain}.");
        file.AppendLine(CultureInfo.InvariantCulture, $"@ 5 IN SOA ns hostmaster 1 60 10 86400 5");
        file.AppendLine("@ 60 IN NS ns").AppendLine("ns 60 IN A 127.0.0.1");
        foreach (var set in HostSets().Concat(Enumerable.Range(0, Services).Select(service => SetOf(service))))
            foreach (var value in set.Values)
                file.AppendLine(CultureInfo.InvariantCulture, $"{set.Key.Name}. {set.Ttl} IN {set.Key.Type} {value}");
        return file.ToString();
    }

    /// <summary>What dnsperf asks for: each service once.</summary>
    public static string ToQueries() => string.Concat(Enumerable.Range(0, Services).Select(service => $"{NameOf(service)} SRV\n"));

    private static RecordSet SetOf(int service, int generation) => new()
    {
        Key = new(NameOf(service), RecordType.SRV),
        Ttl = Ttl,
        Values = PortsOf(service, generation)
            .Select((port, instance) => SrvValue.Create(port, $"host-{(service + (instance * 7)) % Hosts}.{Domain}").ToString())
            .ToImmutableSortedSet(StringComparer.Ordinal),
    };

    private static IEnumerable<int> PortsOf(int service, int generation) =>
        Enumerable.Range(0, Instances).Select(instance => 20_000 + (((service * Instances) + instance + (generation * 11_003)) % 40_000));
}
