using System.Collections.Immutable;
using Pipeline.Core.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Builds record sets, all below one domain.</summary>
internal static class RecordSets
{
    public const string Domain = "servicediscovery.internal";

    public static RecordSet A(string label, params string[] addresses) => Of(new(Below(label), RecordType.A), addresses);

    public static RecordSet Aaaa(string label, params string[] addresses) => Of(new(Below(label), RecordType.AAAA), addresses);

    public static RecordSet Srv(string label, params string[] values) => Of(new(Below(label), RecordType.SRV), values);

    /// <summary>A weighted set, one of several of its name.</summary>
    public static RecordSet Identified(string label, string identifier, string value) =>
        Of(new(Below(label), RecordType.SRV, identifier), [value]) with { Routing = Routing.Weighted(1) };

    /// <summary>A value that points to port 32768 + <paramref name="port"/> of a host in the domain.</summary>
    public static string At(string host, int port = 0) => $"1 1 {32_768 + port} {host}.{Domain}.";

    public static RecordChange Create(RecordSet set) => new(ChangeAction.Create, set);

    public static RecordChange Upsert(RecordSet set) => new(ChangeAction.Upsert, set);

    public static RecordChange Delete(RecordSet set) => new(ChangeAction.Delete, set);

    public static string Below(string label) => label.Length == 0 ? Domain : $"{label}.{Domain}";

    private static RecordSet Of(RecordKey key, IEnumerable<string> values) =>
        new() { Key = key, Ttl = 30, Values = [.. values.ToImmutableSortedSet(StringComparer.Ordinal)] };
}
