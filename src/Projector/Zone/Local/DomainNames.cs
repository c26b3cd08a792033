using System.Buffers;
using ARSoft.Tools.Net;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Domain names as text. Only unescaped names are valid, so that text and wire format have the same labels.</summary>
internal static class DomainNames
{
    private static readonly SearchValues<char> Unescaped =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Reads a name of letters, digits, hyphens and underscores, within the limits of RFC 1035 section 2.3.4.</summary>
    public static DomainName? Read(string text) =>
        !text.AsSpan().ContainsAnyExcept(Unescaped) && DomainName.TryParse(text, out var name) && IsWithinLimits(name!) ? name : null;

    /// <summary>The form in which the zone stores names: lower case, without the final dot.</summary>
    public static string ToKey(DomainName name) => name.ToString(asAbsoluteFqdn: false).ToLowerInvariant();

    private static bool IsWithinLimits(DomainName name) => name.LabelCount > 0 && name.Labels.Sum(label => label.Length + 1) + 1 <= 255;
}
