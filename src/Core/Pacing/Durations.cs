using System.Globalization;

namespace Pipeline.Core.Pacing;

/// <summary>
/// Parses durations as people write them in settings, claims and options.
/// <code>
/// form                    example       accepted by Parse   accepted by ParseUnits
/// seconds                 5, 1.5        yes                 no
/// numbers with units      90s, 2m30s    yes                 yes
/// [D.]HH:MM:SS[.FFF]      00:00:30      yes                 no
/// </code>
/// The units are <c>d</c>, <c>h</c>, <c>m</c> and <c>s</c>, in this order and each at most once. Negative durations are not accepted.
/// </summary>
public static class Durations
{
    private static readonly (char Letter, TimeSpan Length)[] Units =
        [('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1))];

    /// <summary>The exclusive limit of one number, so that no sum overflows: a million days are 2,700 years.</summary>
    private const double NumberLimit = 1e6;

    /// <summary>Parses any of the forms.</summary>
    /// <returns>Null if the text is none of them.</returns>
    public static TimeSpan? Parse(string text) => ParseSeconds(text) ?? ParseUnits(text) ?? ParseClock(text);

    /// <summary>Parses any of the forms within limits, both inclusive.</summary>
    /// <returns>Null if the text is none of them, or is too short or too long.</returns>
    public static TimeSpan? Parse(string text, TimeSpan least, TimeSpan most) =>
        Parse(text) is { } duration && duration >= least && duration <= most ? duration : null;

    /// <summary>Parses numbers with units only, where a bare number or a clock time would mean something else.</summary>
    /// <returns>Null if the text is not of this form.</returns>
    public static TimeSpan? ParseUnits(string text)
    {
        var (sum, begin, nextUnit) = (TimeSpan.Zero, 0, 0);
        while (begin < text.Length)
        {
            var length = text.AsSpan(begin).IndexOfAnyExceptInRange('.', '9');
            var unit = length < 1 ? -1 : Array.FindIndex(Units, nextUnit, candidate => candidate.Letter == text[begin + length]);
            if (unit < 0 || ParseNumber(text.AsSpan(begin, length)) is not { } number || number >= NumberLimit) return null;
            sum += Units[unit].Length * number;
            (begin, nextUnit) = (begin + length + 1, unit + 1);
        }

        return begin == 0 ? null : sum;
    }

    /// <summary>Writes a duration as numbers with units, <c>2m30s</c>, which <see cref="ParseUnits"/> reads.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = "";
        var rest = duration;
        foreach (var (letter, length) in Units)
        {
            var count = letter is 's' ? rest / length : Math.Floor(rest / length);
            if (count > 0 || (letter is 's' && text is "")) text += string.Create(CultureInfo.InvariantCulture, $"{count:0.###}{letter}");
            rest -= length * count;
        }

        return text;
    }

    private static TimeSpan? ParseSeconds(string text) =>
        ParseNumber(text) is { } seconds && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    // 1:00 may be a minute or an hour.
    private static TimeSpan? ParseClock(string text) =>
        text.Count(letter => letter is ':') == 2
        && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var clock) && clock >= TimeSpan.Zero ? clock : null;

    // "-Infinity" and "NaN" are numbers to the parser, whatever it is told to allow.
    private static double? ParseNumber(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
