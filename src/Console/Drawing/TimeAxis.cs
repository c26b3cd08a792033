using System.Globalization;

namespace Pipeline.Console.Drawing;

/// <summary>Computes round times for the labels of an axis.</summary>
internal static class TimeAxis
{
    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 5, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 5, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 30, 90, 365 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <param name="most">The largest number of labels.</param>
    public static IEnumerable<(DateTimeOffset At, string Text)> Ticks(DateTimeOffset from, DateTimeOffset until, int most)
    {
        var step = Steps.FirstOrDefault(step => (until - from) / step <= most, Steps[^1]);
        var format = step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : step < TimeSpan.FromDays(1) ? "HH:mm" : "MMM d";
        for (var at = new DateTimeOffset((from.UtcTicks / step.Ticks * step.Ticks) + step.Ticks, TimeSpan.Zero); at < until; at += step)
            yield return (at, at.ToString(format, CultureInfo.InvariantCulture));
    }
}
