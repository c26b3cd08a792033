namespace Samples.Time;

/// <summary>
/// Validates formats of <see cref="DateTimeOffset"/>: a single letter is a standard format, anything else a custom one
/// (https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings and custom-…).
/// .NET prints unknown letters unchanged; here they are an error.
/// </summary>
internal static class TimeFormat
{
    /// <summary>The format if none is given.</summary>
    public const string Default = "yyyy-MM-dd HH:mm:ss zzz";

    private const int MaxLength = 100;
    private const string StandardLetters = "dDfFgGmMoOrRstTuyY";
    private const string CustomLetters = "dfFghHKmMstyz";
    private const int MaxFractionDigits = 7;

    /// <summary>What is wrong with a format; null for a valid one.</summary>
    public static string? FindProblem(string format) => format switch
    {
        "" => "a format is missing",
        { Length: > MaxLength } => $"a format has at most {MaxLength} characters",
        [var letter] => StandardLetters.Contains(letter) ? null
            : $"'{letter}' is not a standard format; those are {string.Join(' ', StandardLetters.ToCharArray())}",
        _ => FindCustomProblem(format),
    };

    private static string? FindCustomProblem(string format)
    {
        for (var at = 0; at < format.Length; at++)
        {
            switch (format[at])
            {
                case '\\' or '%' when at + 1 == format.Length:
                    return $"position {at + 1}: expected a character after '{format[at]}'";
                case '%' when format[at + 1] is '%' or '\\' or '"' or '\'':
                    return $"position {at + 1}: expected a letter after '%'";
                case '\\':
                    at++;
                    break;
                case '"' or '\'':
                    var end = FindEndOfQuote(format, at);
                    if (end < 0) return $"position {at + 1}: this quotation is not closed";
                    at = end;
                    break;
                case 'f' or 'F' when RunLength(format, at) > MaxFractionDigits:
                    return $"position {at + 1}: a second has at most {MaxFractionDigits} digits";
                case var letter when char.IsAsciiLetter(letter) && !CustomLetters.Contains(letter):
                    return $"position {at + 1}: '{letter}' is not a format letter: put literal text in quotes";
                case 'f' or 'F':
                    at += RunLength(format, at) - 1;
                    break;
            }
        }

        return null;
    }

    /// <summary>The end of the quotation that starts here; a backslash escapes the next character. Negative if it is not closed.</summary>
    private static int FindEndOfQuote(string format, int start)
    {
        for (var at = start + 1; at < format.Length; at++)
        {
            if (format[at] == format[start]) return at;
            if (format[at] is '\\') at++;
        }

        return -1;
    }

    private static int RunLength(string format, int at) =>
        format.AsSpan(at).IndexOfAnyExcept(format[at]) is var end and >= 0 ? end : format.Length - at;
}
