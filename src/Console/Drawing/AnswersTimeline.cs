using Pipeline.Core.Dns;
using Pipeline.History.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>Which values DNS answered for a name and when: one lane for each value, time from left to right.</summary>
/// <param name="Lanes">Current values first, then those that ended last.</param>
/// <param name="LeftOut">How many values have no lane.</param>
/// <param name="Ticks">The labels of the axis.</param>
public sealed record AnswersTimeline(IReadOnlyList<AnswerLane> Lanes, int LeftOut, IReadOnlyList<(double X, string Text)> Ticks)
{
    /// <summary>In the units of the view box; lanes begin at <see cref="Left"/>.</summary>
    public const int Width = 960, Left = 190, LaneHeight = 18, Top = 4;

    private const int MostLanes = 24;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public int Height => Top + (Lanes.Count * LaneHeight) + 22;

    /// <returns>Null when there is nothing to draw.</returns>
    public static AnswersTimeline? Draw(IReadOnlyList<AnswerSpan> spans, DateTimeOffset now)
    {
        if (spans.Count == 0) return null;
        var values = spans.GroupBy(span => span.Value)
            .OrderByDescending(value => value.Any(span => span.Until is null))
            .ThenByDescending(value => value.Max(span => span.Until ?? span.From))
            .ThenBy(value => value.Key, StringComparer.Ordinal).ToList();
        var shown = values.Take(MostLanes).ToList();
        var from = shown.SelectMany(value => value).Min(span => span.From);
        if (now - from < Shortest) from = now - Shortest;

        return new(
            [.. shown.Select(value => new AnswerLane(Label(value.Key), value.Any(span => span.Until is null),
                [.. value.Select(span => (X(span.From), Math.Max(X(span.Until ?? now) - X(span.From), 1.5), span.Until is null))]))],
            values.Count - shown.Count,
            [.. TimeAxis.Ticks(from, now, 5).Select(tick => (X: X(tick.At), tick.Text)).Where(tick => tick.X < Width - 30)]);

        double X(DateTimeOffset at) => Left + ((Width - Left) * ((at - from) / (now - from)));
    }

    /// <summary>Shortens an SRV value to the target's first label and the port; an address stays as it is.</summary>
    private static string Label(string value) =>
        SrvValue.Parse(value) is { } srv ? $"{srv.Target.Split('.')[0]}:{srv.Port}" : value;
}

/// <param name="Spans">The start and width of each, and whether it still lasts.</param>
public sealed record AnswerLane(string Value, bool IsCurrent, IReadOnlyList<(double X, double Width, bool GoesOn)> Spans);
