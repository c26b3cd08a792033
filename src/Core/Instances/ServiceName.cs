using System.Buffers;

namespace Pipeline.Core.Instances;

/// <summary>
/// The names that a service may have below the domain: one label (<c>calc</c>), a service and protocol (<c>_calc._tcp</c>, RFC 2782),
/// or any name written in full up to the domain (<c>v2.calc.servicediscovery.internal</c>).
/// </summary>
public static class ServiceName
{
    /// <summary>RFC 1035 §2.3.4.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>255 octets on the wire (RFC 1035 §2.3.4) are 253 characters of text.</summary>
    public const int MaxNameLength = 253;

    /// <summary>The name of the zone's fence, which no service may have.</summary>
    public const string OfFence = "_pipeline-fence";

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Parses the name of a claim.</summary>
    /// <param name="claim">The name as claimed.</param>
    /// <param name="domain">The domain of the services, in lower case without a final dot.</param>
    /// <returns>The canonical name below the domain; or null, the reason and a text for people.</returns>
    public static (string? Name, RefusalReason Reason, string Detail) Parse(string claim, string domain)
    {
        var text = claim.Trim().ToLowerInvariant();
        var absolute = text.EndsWith('.');
        if (absolute) text = text[..^1];

        var below = text.EndsWith($".{domain}", StringComparison.Ordinal);
        var name = below ? text[..^(domain.Length + 1)] : text;

        if (name == domain || name == "@")
            return Refused(RefusalReason.NotOurs, $"'{claim}' is the domain itself; claim a name below it");
        if (FindFlaw(name, domain) is { } flaw)
            return Refused(RefusalReason.InvalidName, $"'{claim}' is no DNS name: {flaw}");
        if (ReservedNames.Find(name) is { } use)
            return Refused(RefusalReason.Reserved, $"'{claim}' is reserved: {use}; claim another name");
        if (!below && (absolute || (name.Contains('.') && !IsServiceAndProtocol(name))))
        {
            var label = name.Split('.')[0];
            return Refused(
                RefusalReason.NotOurs,
                $"'{claim}' is not below {domain}; claim one label, such as '{label}', or the full name below {domain}");
        }

        return (name, default, "");

        static (string?, RefusalReason, string) Refused(RefusalReason reason, string detail) => (null, reason, detail);
    }

    /// <summary>The protocol that a name itself states (<c>_calc._udp</c>): <c>tcp</c>, <c>udp</c>, or null if it states none.</summary>
    public static string? GetProtocol(string name) =>
        name.Split('.') is [['_', ..], "_tcp" or "_udp", ..] labels ? labels[1][1..] : null;

    /// <summary>
    /// What is wrong with a domain name, which may have letters, digits, hyphens and underscores; null if it is valid.
    /// </summary>
    public static string? FindFlaw(string name, string domain)
    {
        if (name.Length + 1 + domain.Length > MaxNameLength) return $"longer than {MaxNameLength} characters";
        foreach (var label in name.Split('.'))
        {
            if (label.Length == 0) return "an empty label";
            if (label.Length > MaxLabelLength) return $"a label longer than {MaxLabelLength} characters";
            if (label.AsSpan().ContainsAnyExcept(LabelCharacters)) return "only letters, digits, '-' and '_' are allowed";
            if (label[0] == '-' || label[^1] == '-') return "a label must not begin or end with '-'";
        }

        return null;
    }

    private static bool IsServiceAndProtocol(string name) => name.Split('.').Length == 2 && GetProtocol(name) is not null;
}
