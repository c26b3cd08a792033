namespace Samples.Time;

/// <summary>
/// The formats of <see cref="DateTimeOffset"/>: a single letter for a standard one, else a custom one
/// (https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings and custom-…).
/// .NET prints what it does not understand as it stands; here a letter that means nothing is a mistake.
/// </summary>
internal static class TimeFormat
{
    /// <summary>What is meant where nothing is said.</summary>
    public const string Standard = "yyyy-MM-dd HH:mm:ss zzz";

    private const int Longest = 100;
    private const string StandardLetters = "dDfFgGmMoOrRstTuyY";
    private const string CustomLetters = "dfFghHKmMstyz";
    private const int LongestFraction = 7;

    /// <summary>What is wrong with a format, in words; null where nothing is.</summary>
    public static string? Problem(string format) => format switch
    {
        "" => "a format is missing",
        { Length: > Longest } => $"a format has at most {Longest} characters",
        [var letter] => StandardLetters.Contains(letter) ? null : $"'{letter}' is no standard format: those are {string.Join(' ', StandardLetters.ToCharArray())}",
        _ => CustomProblem(format),
    };

    private static string? CustomProblem(string format)
    {
        for (var at = 0; at < format.Length; at++)
        {
            switch (format[at])
            {
                case '\\' or '%' when at + 1 == format.Length:
                    return $"position {at + 1}: something should follow '{format[at]}'";
                case '%' when format[at + 1] is '%' or '\\' or '"' or '\'':
                    return $"position {at + 1}: a letter should follow '%'";
                case '\\':
                    at++;
                    break;
                case '"' or '\'':
                    var end = EndOfQuote(format, at);
                    if (end < 0) return $"position {at + 1}: this quotation has no end";
                    at = end;
                    break;
                case 'f' or 'F' when Run(format, at) > LongestFraction:
                    return $"position {at + 1}: a second has at most {LongestFraction} digits";
                case var letter when char.IsAsciiLetter(letter) && !CustomLetters.Contains(letter):
                    return $"position {at + 1}: '{letter}' means nothing here: write it in quotes";
                case 'f' or 'F':
                    at += Run(format, at) - 1;
                    break;
            }
        }

        return null;
    }

    /// <summary>Where a quotation ends that begins here; a backslash hides what follows it. Negative where it does not end.</summary>
    private static int EndOfQuote(string format, int start)
    {
        for (var at = start + 1; at < format.Length; at++)
        {
            if (format[at] == format[start]) return at;
            if (format[at] is '\\') at++;
        }

        return -1;
    }

    private static int Run(string format, int at) => format.AsSpan(at).IndexOfAnyExcept(format[at]) is var end and >= 0 ? end : format.Length - at;
}
