using Pipeline.Console.Reading;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.History.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>What DNS answered for a name, and how well that was, over time: one lane a value, each a row of strips.</summary>
/// <param name="Lanes">Those that are answered now first, of these the worst; then those that ended last.</param>
/// <param name="LeftOut">How many values have no lane.</param>
public sealed record AnswerTimeline(TimeAxis Axis, IReadOnlyList<AnswerLane> Lanes, int LeftOut)
{
    private const int MostLanes = 24;

    /// <param name="spans">When each value was answered.</param>
    /// <param name="containers">Whom the values lead to; the first with a value has it.</param>
    /// <param name="steps">The changes of its containers' health, the oldest first.</param>
    /// <param name="axis">The time that is shown.</param>
    /// <returns>Null when DNS answered nothing in that time.</returns>
    public static AnswerTimeline? Draw(
        IReadOnlyList<AnswerSpan> spans, IReadOnlyList<LaneOwner> containers, IReadOnlyList<HealthStep> steps, TimeAxis axis)
    {
        var shown = spans.Where(span => span.From < axis.Until && (span.Until ?? axis.Until) > axis.From)
            .GroupBy(span => span.Value).ToList();
        if (shown.Count == 0) return null;

        var owners = containers.SelectMany(one => one.Labels, (one, label) => (one, label))
            .DistinctBy(pair => pair.label).ToDictionary(pair => pair.label, pair => pair.one);
        var health = steps.ToLookup(step => step.ContainerId);
        var lanes = shown.Select(value => Lane(value.Key, [.. value.OrderBy(span => span.From)])).ToList();
        return new(
            axis,
            [
                .. lanes.OrderByDescending(lane => lane.IsCurrent).ThenByDescending(lane => lane.Owner?.Mark)
                    .ThenByDescending(lane => lane.LastAt).ThenBy(lane => lane.Label, StringComparer.Ordinal).Take(MostLanes),
            ],
            Math.Max(lanes.Count - MostLanes, 0));

        AnswerLane Lane(string value, IReadOnlyList<AnswerSpan> answered)
        {
            var (label, owner) = (Shorten(value), owners.GetValueOrDefault(Shorten(value)));
            var changes = owner is null ? [] : health[owner.ContainerId].ToList();
            return new(
                label, owner, answered.Any(span => span.Until is null || span.Until > axis.Until),
                answered.Max(span => span.Until ?? axis.Until),
                [.. answered.SelectMany(span => Strips(span, owner, changes, axis))]);
        }
    }

    /// <summary>One span of an answer, cut where the health of its container changed.</summary>
    private static IEnumerable<AnswerStrip> Strips(
        AnswerSpan span, LaneOwner? owner, IReadOnlyList<HealthStep> changes, TimeAxis axis)
    {
        var (from, end) = (span.From > axis.From ? span.From : axis.From, span.Until is { } over && over < axis.Until ? over : axis.Until);
        var state = changes.LastOrDefault(step => step.At <= from)?.To ?? (changes is [var first, ..] ? first.From : owner?.Health);
        foreach (var step in changes.Where(step => step.At > from && step.At < end))
        {
            yield return new(from, step.At, axis, state);
            (from, state) = (step.At, step.To);
        }

        yield return new(from, end, axis, state);
    }

    /// <summary>Shortens an SRV value to the target's first label and the port; an address stays as it is.</summary>
    private static string Shorten(string value) => SrvValue.Parse(value) is { } srv ? $"{srv.Target.Split('.')[0]}:{srv.Port}" : value;
}

/// <summary>One value that was answered.</summary>
/// <param name="Label">Host and port, or an address.</param>
/// <param name="Owner">The container that it leads to, or led to; null when that is not known any more.</param>
/// <param name="IsCurrent">Whether it is answered at the end of the time shown.</param>
/// <param name="LastAt">When it was last answered.</param>
public sealed record AnswerLane(
    string Label, LaneOwner? Owner, bool IsCurrent, DateTimeOffset LastAt, IReadOnlyList<AnswerStrip> Strips);

/// <summary>A time in which a value was answered and its container's health was the same.</summary>
/// <param name="Health">Null when nothing checked it.</param>
public sealed record AnswerStrip(DateTimeOffset From, DateTimeOffset Until, TimeAxis Axis, HealthState? Health)
{
    private const double Narrowest = 0.3;

    public double X => Math.Min(Axis.PlaceOf(From), 100 - Narrowest);

    public double Width => Math.Max(Axis.PlaceOf(Until) - Axis.PlaceOf(From), Narrowest);
}
