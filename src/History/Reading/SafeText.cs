using System.Globalization;
using System.Text;

namespace Pipeline.History.Reading;

/// <summary>Text from containers may hold anything. On a terminal or a page it is text and nothing else.</summary>
public static class SafeText
{
    private const int Longest = 200;
    private const string Replacement = "\uFFFD";

    /// <summary>The text on one line, without what steers a terminal or the direction of writing, and cut where it is too long.</summary>
    public static string Of(string? text)
    {
        if (text is null) return "";
        if (text.Length <= Longest && IsPlain(text)) return text;

        var runes = text.EnumerateRunes();
        return runes.Skip(Longest).Any() ? Clean(runes.Take(Longest)) + "…" : Clean(runes);
    }

    /// <summary>The same, however long it is.</summary>
    public static string Line(string text) => IsPlain(text) ? text : Clean(text.EnumerateRunes());

    /// <summary>
    /// True for printable ASCII. Nearly all texts are, and a page shows tens of thousands of them; such a text is not split into runes.
    /// </summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string Clean(IEnumerable<Rune> runes) =>
        runes.Aggregate(new StringBuilder(), (clean, rune) => clean.Append(IsHarmless(rune) ? rune.ToString() : Replacement)).ToString();

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
