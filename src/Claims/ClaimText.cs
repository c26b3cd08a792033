using System.Text;

namespace Pipeline.Claims;

/// <summary>
/// Bounds what a container writes into its claims, so that no container makes its host's report too large to be sent. What is cut ends with
/// '…', which neither a name nor a check can have: the registry refuses the claim, and lists it, by the part that is left.
/// </summary>
internal static class ClaimText
{
    /// <summary>One more than the longest DNS name in text (RFC 1035, section 2.3.4), final dot included.</summary>
    public const int LongestName = 254;

    /// <summary>More than the longest check: <c>http:</c> and a path.</summary>
    public const int LongestCheck = 520;

    /// <summary>More than the longest time that has a meaning.</summary>
    public const int LongestTime = 32;

    /// <summary>More than the longest weight or priority.</summary>
    public const int LongestNumber = 8;

    /// <summary>The longest container name or image reference that is reported in full.</summary>
    public const int LongestLabel = 300;

    /// <summary>One more than the claims of a container that count (256), so that the registry sees that there are too many.</summary>
    public const int MostClaims = 257;

    private const int Shown = 64;

    /// <summary>The text, or its beginning if it is longer than <paramref name="longest"/> bytes in UTF-8.</summary>
    public static string Bound(string text, int longest)
    {
        if (Encoding.UTF8.GetByteCount(text) <= longest) return text;
        var shown = Math.Min(Shown, Math.Min(longest, text.Length));
        if (char.IsHighSurrogate(text[shown - 1])) shown--;
        return text[..shown] + '…';
    }

    /// <inheritdoc cref="Bound"/>
    public static string? BoundOptional(string? text, int longest) => text is null ? null : Bound(text, longest);
}
