using System.Globalization;
using Pipeline.History.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>How long changes took to reach every name server: one dot for each change, on a logarithmic scale.</summary>
public sealed record PropagationPlot(
    IReadOnlyList<(double X, double Y)> Dots, IReadOnlyList<(double X, string Text)> Times,
    IReadOnlyList<(double Y, string Text)> Durations,
    string Summary)
{
    public const int Width = 960, Height = 220, Left = 60, Bottom = 190, Top = 10;

    private const int MaxDots = 600;

    private static readonly (double Milliseconds, string Text)[] Scale =
    [
        (1, "1 ms"), (10, "10 ms"), (100, "100 ms"), (1_000, "1 s"), (10_000, "10 s"), (60_000, "1 min"), (600_000, "10 min"),
    ];

    /// <returns>Null when there is nothing to plot.</returns>
    public static PropagationPlot? Draw(IReadOnlyList<PropagationView> all)
    {
        if (all.Count == 0) return null;
        var shown = all.TakeLast(MaxDots).ToList();
        var (from, until) = (shown.Min(one => one.At), shown.Max(one => one.At));
        if (until - from < TimeSpan.FromMinutes(1)) from = until - TimeSpan.FromMinutes(1);

        var durations = shown.Select(one => Math.Max(one.Took.TotalMilliseconds, 1)).Order().ToList();
        var top = Scale.First(tick => tick.Milliseconds >= durations[^1] || tick == Scale[^1]).Milliseconds;
        if (top < 1_000) top = 1_000;

        return new(
            [.. shown.Select(one => (X(one.At), Y(one.Took.TotalMilliseconds)))],
            [.. TimeAxis.Ticks(from, until, 6).Select(tick => (X: X(tick.At), tick.Text)).Where(tick => tick.X < Width - 30)],
            [.. Scale.Where(tick => tick.Milliseconds <= top).Select(tick => (Y(tick.Milliseconds), tick.Text))],
            $"{shown.Count} changes: median {In(durations[durations.Count / 2])}, longest {In(durations[^1])}");

        double X(DateTimeOffset at) => Left + ((Width - Left - 10) * ((at - from) / (until - from)));
        double Y(double milliseconds) => Bottom - ((Bottom - Top) * Math.Log10(Math.Clamp(milliseconds, 1, top)) / Math.Log10(top));
    }

    private static string In(double milliseconds) => milliseconds < 1_000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s");
}
