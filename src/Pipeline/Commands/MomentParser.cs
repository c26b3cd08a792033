using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Core.Pacing;

namespace Pipeline.Commands;

/// <summary>Parses a time, or an age: <c>2h</c>, <c>15m</c>, <c>3d</c>, <c>90s</c>.</summary>
internal sealed class MomentParser(TimeProvider time)
{
    public DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens is [var only] ? only.Value : "";
        if (Parse(text, time.GetUtcNow()) is { } moment) return moment;
        result.AddError($"'{text}' is not a time: write 2026-01-31T12:00:00Z, or an age such as 90s, 15m, 2h, 3d");
        return null;
    }

    /// <returns>The moment; null when the text is not one. Without an offset it is UTC.</returns>
    private static DateTimeOffset? Parse(string text, DateTimeOffset now) => Durations.ParseUnits(text) is not { } ago
        ? Moments.Parse(text)
        : ago < now - DateTimeOffset.MinValue ? now - ago : null;
}

/// <summary>Parses a share: 0.3, or 30%.</summary>
internal static class ShareParser
{
    public static double Parse(ArgumentResult result)
    {
        var text = result.Tokens is [var only] ? only.Value : "";
        var (number, whole) = text is [.. var percent, '%'] ? (percent, 100) : (text, 1);
        if (double.TryParse(
            number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share / whole is >= 0 and <= 1)
            return share / whole;
        result.AddError($"'{text}' is not a share: write a number from 0 to 1, or a percentage such as 30%");
        return 0;
    }
}
