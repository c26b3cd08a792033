using System.Buffers;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The label of an instance's addresses that are not its host's: <c>ip-10-0-1-5</c>, <c>ip-fd00--5</c>, or both in one,
/// <c>ip-10-0-1-5-fd00--5</c>. A label leads to exactly the addresses that it states.
/// </summary>
public static class AddressLabel
{
    private const string Prefix = "ip-";

    /// <summary>On EC2 a host may have the label as its name, at another address; and one name leads to one host.</summary>
    private const string PrefixBesideHost = "at-";

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdef-");

    /// <param name="instance">The instance.</param>
    /// <param name="host">The name of its host.</param>
    public static string Format(Instance instance, string host)
    {
        var dashed = Dash(instance.Addresses);
        return Prefix + dashed == host ? PrefixBesideHost + dashed : Prefix + dashed;
    }

    /// <summary>Whether a label is one of exactly these addresses, IPv4 first.</summary>
    public static bool States(string label, IReadOnlyCollection<string> addresses) =>
        addresses.Count > 0 && FormatAll(addresses).Contains(label);

    /// <summary>The labels that exactly these addresses may have.</summary>
    /// <param name="addresses">At least one, IPv4 first.</param>
    public static IReadOnlyList<string> FormatAll(IEnumerable<string> addresses) =>
        [.. new[] { Prefix, PrefixBesideHost }.Select(prefix => prefix + Dash(addresses))];

    /// <summary>Whether a label may be one of an address.</summary>
    public static bool IsOne(string label) =>
        (label.StartsWith(Prefix, StringComparison.Ordinal) || label.StartsWith(PrefixBesideHost, StringComparison.Ordinal))
        && label.AsSpan(Prefix.Length) is var rest && rest.Contains('-') && !rest.ContainsAnyExcept(Characters);

    private static string Dash(IEnumerable<string> addresses)
    {
        var dashed = string.Join('-', addresses).Replace('.', '-').Replace(':', '-');
        return dashed[^1] is '-' ? dashed + '0' : dashed; // an address that ends with '::'; no label may end with a hyphen
    }
}
