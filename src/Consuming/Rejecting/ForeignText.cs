using System.Globalization;
using System.Text;

namespace Pipeline.Consuming.Rejecting;

/// <summary>Makes text that others wrote fit for a line of the log: bounded, and without what moves a terminal's cursor.</summary>
public static class ForeignText
{
    /// <summary>The longest text, in characters.</summary>
    public const int Longest = 500;

    public static string Bound(string text)
    {
        var bounded = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = IsHarmless(rune) ? rune : Rune.ReplacementChar;
            if (bounded.Length + shown.Utf16SequenceLength >= Longest) return bounded.Append('…').ToString();
            bounded.Append(shown.ToString());
        }

        return bounded.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
