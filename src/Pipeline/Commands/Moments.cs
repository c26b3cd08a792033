using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Core;

namespace Pipeline.Commands;

/// <summary>Reads a moment as a person writes it: a time, or how long ago (<c>2h</c>, <c>15m</c>, <c>3d</c>, <c>90s</c>).</summary>
internal static class Moments
{
    public static DateTimeOffset? Read(ArgumentResult result)
    {
        var text = result.Tokens is [var only] ? only.Value : "";
        if (Of(text, TimeProvider.System.GetUtcNow()) is { } moment) return moment;
        result.AddError($"'{text}' is no moment: write 2026-01-31T12:00:00Z, or how long ago: 90s, 15m, 2h, 3d");
        return null;
    }

    /// <returns>The moment; null where the text is none. What names no zone is meant in UTC.</returns>
    public static DateTimeOffset? Of(string text, DateTimeOffset now) => text switch
    {
        _ when Durations.ParseUnits(text) is { } ago => ago < now - DateTimeOffset.MinValue ? now - ago : null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) => moment,
        _ => null,
    };
}

/// <summary>Reads a share: 0.3, or 30%.</summary>
internal static class Shares
{
    public static double Read(ArgumentResult result)
    {
        var text = result.Tokens is [var only] ? only.Value : "";
        var (number, whole) = text is [.. var percent, '%'] ? (percent, 100) : (text, 1);
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share / whole is >= 0 and <= 1) return share / whole;
        result.AddError($"'{text}' is no share: write 0 to 1, or 30%");
        return 0;
    }
}
