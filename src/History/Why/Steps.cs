using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Creates chains of steps from recorded events.</summary>
internal static class Steps
{
    /// <summary>The stored causes of an event, and the event itself.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="who">The subject of the sentence.</param>
    /// <param name="began">The event that began the run, if it is the cause; otherwise null.</param>
    public static IEnumerable<WhyStep> LeadingTo(RecordedEvent recorded, string who, RunBegan? began)
    {
        if (began is not null) yield return new WhyStep(
            began.StartedAt, null, "hint", $"{began.Host}'s engine started {began.Name} ({began.Image})");
        if (recorded is { Fact: { } fact, Stated: { } stated })
            yield return new WhyStep(
                stated, null, "fact",
                fact is "ContainerCondemned" or "ContainerReinstated"
                    ? $"the health saga sent: {Glossary.Messages.Show(fact)}"
                    : $"its host reported: {Glossary.Messages.Show(fact)}");
        var subject = recorded.Happened is UnknownEvent ? $"{who}:" : who;
        yield return new WhyStep(recorded.At, null, "event", $"{subject} {EventWords.Of(recorded.Happened)}", Trace: recorded.Trace);
    }

    /// <summary>A chain of the newest events that only a newer version knows; no chain if there are none.</summary>
    public static IEnumerable<WhyChain> ForUnknownEvents(IEnumerable<RecordedEvent> events, string who)
    {
        var unknown = events.Where(recorded => recorded.Happened is UnknownEvent).TakeLast(UnknownAtMost).ToList();
        if (unknown.Count > 0)
            yield return Chain(
                "events that only a newer version knows", unknown.SelectMany(recorded => LeadingTo(recorded, who, null)));
    }

    /// <summary>A state in a sentence, after the doubt about it if there is one. The reason says what can be done.</summary>
    public static string Doubted(string state, string? doubt) =>
        doubt is null ? state : $"heard but not believed, because {doubt}. As last believed: {state}";

    private const int UnknownAtMost = 5;

    /// <summary>A chain of the steps; each gets the time since the previous one.</summary>
    public static WhyChain Chain(string title, IEnumerable<WhyStep> steps)
    {
        var chained = new List<WhyStep>();
        var trace = (string?)null;
        foreach (var step in steps)
        {
            trace ??= step.Trace;
            var after = chained.Count == 0 ? (double?)null : (step.At - chained[^1].At).TotalMilliseconds;
            chained.Add(step with { AfterMilliseconds = after, Trace = step.Trace == trace ? null : step.Trace });
        }

        return new WhyChain(title, trace, chained);
    }
}
