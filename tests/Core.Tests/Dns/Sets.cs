using Pipeline.Core.Dns;

namespace Pipeline.Core.Tests.Dns;

/// <summary>Record sets in few words.</summary>
internal static class Sets
{
    public const string Domain = "servicediscovery.internal";

    public static RecordSet A(string name, params string[] addresses) => Set(name, RecordType.A, addresses);

    public static RecordSet Aaaa(string name, params string[] addresses) => Set(name, RecordType.AAAA, addresses);

    /// <summary>An SRV set with values such as <c>32768 red</c>.</summary>
    public static RecordSet Srv(string name, params string[] portsAndTargets) =>
        Set(name, RecordType.SRV, portsAndTargets.Select(value => $"1 1 {value}.{Domain}."));

    /// <summary>The name that an SRV value points to, without the final dot.</summary>
    public static string TargetOf(string value) => value.Split(' ')[3].TrimEnd('.');

    private static RecordSet Set(string name, RecordType type, IEnumerable<string> values) => new()
    {
        Key = new RecordKey($"{name}.{Domain}", type),
        Ttl = 0,
        Values = [.. values],
    };
}
