using System.Globalization;

namespace Pipeline.Console.Drawing;

/// <summary>A span of time from the left to the right of a drawing. Places are percentages, so that it fits every width.</summary>
/// <param name="IsNow">Whether it ends now.</param>
public sealed record TimeAxis(DateTimeOffset From, DateTimeOffset Until, bool IsNow = true)
{
    private const int MostTicks = 6;

    /// <summary>Labels nearer to an end than this would lie on the end's own.</summary>
    private const double Margin = 9;

    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 5, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 5, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 30, 90, 365 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <summary>The label at the right end.</summary>
    public string EndText => IsNow ? "now" : Until.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Where a moment is, in percent from the left; moments outside are at the ends.</summary>
    public double PlaceOf(DateTimeOffset at) => Math.Clamp((at - From) / (Until - From) * 100, 0, 100);

    /// <summary>Round moments with their labels.</summary>
    public IReadOnlyList<(double X, string Text)> Ticks
    {
        get
        {
            var step = Steps.FirstOrDefault(step => (Until - From) / step <= MostTicks, Steps[^1]);
            var format = step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : step < TimeSpan.FromDays(1) ? "HH:mm" : "MMM d";
            var ticks = new List<(double, string)>();
            var first = new DateTimeOffset((From.UtcTicks / step.Ticks * step.Ticks) + step.Ticks, TimeSpan.Zero);
            for (var at = first; at < Until; at += step)
            {
                var place = PlaceOf(at);
                if (place is > Margin / 2 and < 100 - Margin) ticks.Add((place, at.ToString(format, CultureInfo.InvariantCulture)));
            }

            return ticks;
        }
    }

    /// <summary>A percentage as an attribute of a drawing.</summary>
    public static string Percent(double place) => string.Create(CultureInfo.InvariantCulture, $"{place:0.##}%");
}
