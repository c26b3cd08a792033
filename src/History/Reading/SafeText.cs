using System.Globalization;
using System.Text;

namespace Pipeline.History.Reading;

/// <summary>Makes text from containers safe to show on a terminal or a page.</summary>
public static class SafeText
{
    private const int Longest = 200;
    private const string Replacement = "\uFFFD";

    /// <summary>The text on one line, without control characters and text direction marks, truncated if it is too long.</summary>
    public static string Of(string? text)
    {
        if (text is null) return "";
        if (text.Length <= Longest && IsPlain(text)) return text;

        var runes = text.EnumerateRunes();
        return runes.Skip(Longest).Any() ? Clean(runes.Take(Longest)) + "…" : Clean(runes);
    }

    /// <summary>The same, but not truncated.</summary>
    public static string Line(string text) => IsPlain(text) ? text : Clean(text.EnumerateRunes());

    /// <summary>
    /// Whether a text is printable ASCII and need not be split into runes. Most texts are, and a page shows tens of thousands of them.
    /// </summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string Clean(IEnumerable<Rune> runes) =>
        runes.Aggregate(new StringBuilder(), (clean, rune) => clean.Append(IsHarmless(rune) ? rune.ToString() : Replacement)).ToString();

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
