using System.Globalization;
using Pipeline.History.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>How long changes took to reach every name server: one dot for each change, on a logarithmic scale.</summary>
public sealed record PropagationPlot(
    TimeAxis Axis, IReadOnlyList<PlottedChange> Dots, IReadOnlyList<(double Y, string Text)> Durations, string Summary)
{
    public const int Height = 180, Bottom = 172, Top = 10;

    private const int MaxDots = 600;

    /// <summary>Changes that differ by less than this factor tell nothing that their median does not.</summary>
    private const double SmallestSpread = 3;

    private static readonly (double Milliseconds, string Text)[] Scale =
    [
        (1, "1 ms"), (10, "10 ms"), (100, "100 ms"), (1_000, "1 s"), (10_000, "10 s"), (60_000, "1 min"), (600_000, "10 min"),
    ];

    /// <summary>Whether the dots would all lie on one line.</summary>
    public bool IsFlat => Durations.Count == 0;

    /// <returns>Null when no change was in sync in that time.</returns>
    public static PropagationPlot? Draw(IReadOnlyList<PropagationView> all, TimeAxis axis)
    {
        var shown = all.Where(one => one.At >= axis.From && one.At < axis.Until).TakeLast(MaxDots).ToList();
        if (shown.Count == 0) return null;

        var durations = shown.Select(one => Math.Max(one.Took.TotalMilliseconds, 1)).Order().ToList();
        var summary = $"{shown.Count} {(shown.Count == 1 ? "change" : "changes")}: "
            + $"median {In(durations[durations.Count / 2])}, longest {In(durations[^1])}";
        if (durations[^1] / durations[0] < SmallestSpread) return new(axis, [], [], summary);

        var low = Scale.Last(tick => tick.Milliseconds <= durations[0]).Milliseconds;
        var high = Scale.FirstOrDefault(tick => tick.Milliseconds >= durations[^1], Scale[^1]).Milliseconds;
        return new(
            axis,
            [
                .. from one in shown
                   let took = one.Took.TotalMilliseconds
                   select new PlottedChange(axis.PlaceOf(one.At), Y(took), one.At, In(took)),
            ],
            [
                .. Scale.Where(tick => tick.Milliseconds >= low && tick.Milliseconds <= high)
                    .Select(tick => (Y(tick.Milliseconds), tick.Text)),
            ],
            summary);

        double Y(double milliseconds) =>
            Bottom - ((Bottom - Top) * Math.Log(Math.Clamp(milliseconds, low, high) / low) / Math.Log(high / low));
    }

    private static string In(double milliseconds) => milliseconds < 1_000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s");
}

/// <summary>One dot of the plot.</summary>
/// <param name="X">In percent from the left.</param>
/// <param name="Y">From the top.</param>
public sealed record PlottedChange(double X, double Y, DateTimeOffset At, string Took);
