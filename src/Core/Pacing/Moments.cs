using System.Globalization;

namespace Pipeline.Core.Pacing;

/// <summary>
/// Parses moments as people write them in options and addresses (ISO 8601, RFC 3339). Without an offset it is UTC.
/// <code>
/// 2026-01-31                       the beginning of the day
/// 2026-01-31T12:00                 a blank may stand for the T
/// 2026-01-31T12:00:00.25+02:00     with Z or an offset
/// </code>
/// A time without a date is not accepted: at one minute past midnight, 23:59 would be tomorrow. Nor are dates that other countries read
/// differently.
/// </summary>
public static class Moments
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    /// <returns>Null if the text is none of the forms.</returns>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Utc, out var moment) ? moment : null;
}
