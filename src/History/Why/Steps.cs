using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Puts steps in a row, each with the time since the one before.</summary>
internal static class Steps
{
    /// <summary>What led to an event, as far as it was kept, and the event itself.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="who">Whom it is about, as the sentence begins.</param>
    /// <param name="began">The beginning of the run that it belongs to; null where that led to nothing.</param>
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

    /// <summary>The newest events that only a newer version knows; no step where there are none.</summary>
    public static IEnumerable<WhyChain> Unknown(IEnumerable<RecordedEvent> events, string who)
    {
        var unknown = events.Where(recorded => recorded.Happened is UnknownEvent).TakeLast(UnknownAtMost).ToList();
        if (unknown.Count > 0)
            yield return Chain(
                "events that only a newer version knows", unknown.SelectMany(recorded => LeadingTo(recorded, who, null)));
    }

    private const int UnknownAtMost = 5;

    /// <summary>One chain of them.</summary>
    public static WhyChain Chain(string title, IEnumerable<WhyStep> steps)
    {
        var row = new List<WhyStep>();
        var trace = (string?)null;
        foreach (var step in steps)
        {
            trace ??= step.Trace;
            var after = row.Count == 0 ? (double?)null : (step.At - row[^1].At).TotalMilliseconds;
            row.Add(step with { AfterMilliseconds = after, Trace = step.Trace == trace ? null : step.Trace });
        }

        return new WhyChain(title, trace, row);
    }
}
