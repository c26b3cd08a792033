using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Layouts;

namespace Pipeline.Core.Tests.Dns.Layouts;

/// <summary>Services to be laid out, in few words.</summary>
internal static class Services
{
    public static readonly RecordKey Calc = new($"calc.{Sets.Domain}", RecordType.SRV);

    public static ServiceLocations Of(IEnumerable<Location> locations, params IReadOnlyList<RecordSet> held) =>
        new(Calc, 5, [.. locations], held);

    /// <summary>Instances of as many containers, all on one host.</summary>
    public static IEnumerable<Location> Crowd(int count) => Enumerable.Range(0, count).Select(i => At("red", $"c{i:000}", 32_768 + i));

    public static Location At(string host, string container, int port) => new(host, container, $"{host}:{port}", ValueOf(host, port));

    public static string ValueOf(string host, int port) => $"1 1 {port} {host}.{Sets.Domain}.";

    public static RecordSet Identified(string identifier, Routing routing, params string[] values) => new()
    {
        Key = Calc with { SetIdentifier = identifier },
        Ttl = 5,
        Routing = routing,
        Values = [.. values],
    };
}
