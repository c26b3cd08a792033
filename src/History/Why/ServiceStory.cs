using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.History.Events;

namespace Pipeline.History.Why;

/// <summary>Why a name answers as it does: its record's last changes, each with the instances that came and went before it.</summary>
internal sealed class ServiceStory(IRegistryHistory history, string domain)
{
    private const int ChangesAtMost = 3;
    private const int EventsOfRecord = 24;
    private const int CausesAtMost = 5;
    private const int RecordsAtMost = 8;

    public async Task<WhyView> TellAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var records = await history.RecordsAsync($"{subject.Id}.{domain}", cancel);
        var (answers, changes, unknown) = (0, new List<(RecordedEvent Submitted, long Before, IReadOnlyList<RecordedEvent> Following)>(), new List<RecordedEvent>());
        foreach (var record in records.Take(RecordsAtMost))
        {
            var events = await history.EndAsync(record, at, EventsOfRecord, cancel);
            answers += HeldAfter(events).Count;
            unknown.AddRange(events.Where(one => one.Happened is UnknownEvent));
            var submitted = events.Index().Where(one => one.Item.Happened is ChangeSubmitted).ToList();
            foreach (var (index, change) in submitted)
                changes.Add((change, events.Take(index).LastOrDefault(before => before.Happened is ChangeSubmitted)?.Sequence ?? 0, [.. events.Skip(index + 1)]));
        }

        var chains = new List<WhyChain>();
        foreach (var (submitted, before, following) in changes.OrderBy(change => change.Submitted.Sequence).TakeLast(ChangesAtMost))
        {
            var causes = await history.OfServiceAsync(subject.Id, before, submitted.Sequence, CausesAtMost, cancel);
            var led = causes.SelectMany(cause => Steps.LeadingTo(cause, cause.Stream.Length > 12 ? cause.Stream[..12] : cause.Stream, null)).OrderBy(step => step.At).ToList();
            if (led is []) led.Add(new WhyStep(submitted.At, null, "event", "a pass over the whole zone found a difference", Trace: submitted.Trace));
            chains.Add(Steps.Chain($"change of {submitted.At:u}", led.Concat(ZoneTrail.Told(submitted, following))));
        }

        chains.AddRange(Steps.Unknown(unknown, subject.Name));

        // What was decided and is not in the zone yet.
        if (await PendingAsync(subject, changes.Select(change => change.Submitted.Sequence).DefaultIfEmpty().Max(), at, cancel) is { Steps: [_, ..] } waiting) chains.Add(waiting);
        return new WhyView("service", subject.Name, answers == 0 ? "it answers with nothing" : $"it answers with {answers} instance{(answers == 1 ? "" : "s")}", chains);
    }

    private async Task<WhyChain> PendingAsync(Subject subject, long after, DateTimeOffset? at, CancellationToken cancel)
    {
        var waiting = await history.OfServiceAsync(subject.Id, after, long.MaxValue, CausesAtMost, cancel);
        return Steps.Chain("decided, and not in the zone", waiting.Where(recorded => !(recorded.At > at)).SelectMany(recorded => Steps.LeadingTo(recorded, recorded.Stream, null)));
    }

    private static ImmutableSortedSet<string> HeldAfter(IReadOnlyList<RecordedEvent> events)
    {
        var (held, pending) = (ImmutableSortedSet<string>.Empty, (RecordChange?)null);
        foreach (var recorded in events)
            (held, pending) = recorded.Happened switch
            {
                ChangeSubmitted e => (held, e.Change),
                ChangeAccepted => (pending is null or { Action: ChangeAction.Delete } ? [] : pending.Set.Values, null),
                ChangeRefused => (held, null),
                RecordFound { Finding: Finding.Foreign or Finding.ForeignGone } => (held, null),
                RecordFound e => (e.Actual?.Values ?? [], null),
                _ => (held, pending),
            };
        return held;
    }
}
