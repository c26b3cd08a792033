using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Explains the DNS answers of a service: its last changes, each with the registrations that caused it.</summary>
internal sealed class ServiceStory(IRegistryHistory history, ZoneTrail trail, ServiceAddresses addresses, string domain)
{
    private const int ChangesAtMost = 3;
    private const int EventsOfRecord = 24;
    private const int CausesAtMost = 5;
    private const int RecordsAtMost = 8;
    private const int DoubtsAtMost = 3;

    public async Task<WhyView> ExplainAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var records = await trail.FindRecordsAsync($"{subject.Id}.{domain}", type => type is RecordType.SRV, cancel);
        var answers = 0;
        var changes = new List<(RecordedEvent Submitted, long Before, IReadOnlyList<RecordedEvent> Following)>();
        var unknown = new List<RecordedEvent>();
        foreach (var record in records.Take(RecordsAtMost))
        {
            var events = await history.EndAsync(record, at, EventsOfRecord, cancel);
            answers += HeldAfter(record, events).Count;
            unknown.AddRange(events.Where(one => one.Happened is UnknownEvent));
            var submitted = events.Index().Where(one => one.Item.Happened is ChangeSubmitted).ToList();
            foreach (var (index, change) in submitted)
            {
                var before = events.Take(index).LastOrDefault(earlier => earlier.Happened is ChangeSubmitted)?.Sequence ?? 0;
                changes.Add((change, before, [.. events.Skip(index + 1)]));
            }
        }

        var chains = new List<WhyChain>();
        foreach (var (submitted, before, following) in changes.OrderBy(change => change.Submitted.Sequence).TakeLast(ChangesAtMost))
        {
            var causes = await history.OfServiceAsync(subject.Id, before, submitted.Sequence, CausesAtMost, cancel);
            var steps = causes.SelectMany(cause => Steps.LeadingTo(cause, Short(cause.Stream), null)).OrderBy(step => step.At).ToList();
            if (steps is []) steps.Add(
                new WhyStep(submitted.At, null, "event", "a full pass found that the zone differs", Trace: submitted.Trace));
            chains.Add(Steps.Chain($"change of {submitted.At:u}", steps.Concat(ZoneTrail.Describe(submitted, following))));
        }

        chains.AddRange(Steps.ForUnknownEvents(unknown, subject.Name));

        // Registered or deregistered, but not in the zone yet.
        var newest = changes.Select(change => change.Submitted.Sequence).DefaultIfEmpty().Max();
        if (await PendingAsync(subject, newest, at, cancel) is { Steps: [_, ..] } waiting) chains.Add(waiting);
        var now = answers == 0 ? "DNS answers with no instance" : $"DNS answers with {answers} instance{(answers == 1 ? "" : "s")}";
        return new WhyView("service", subject.Name, at is null ? await DescribePresentAsync(subject.Id, now, cancel) : now, chains);
    }

    private async Task<string> DescribePresentAsync(string service, string now, CancellationToken cancel)
    {
        var (instances, isHost) = await history.InstancesOfServiceAsync(service, cancel);
        if (instances is [_, ..] && addresses.FindAbsence(service, instances, isHost) is { } reason)
            now += $". The name has no address of its instances: {Glossary.NoAddressReasons[reason.ToString()].Sentence.TrimEnd('.')}";
        return await DoubtedAsync(service, now, cancel);
    }

    /// <summary>The documents know the present alone, so a doubt of the past is told by the host's story.</summary>
    private async Task<string> DoubtedAsync(string service, string now, CancellationToken cancel)
    {
        var doubts = from one in (await history.DoubtsOfServiceAsync(service, cancel)).Take(DoubtsAtMost)
                     let kind = one.Subject.Kind is SubjectKind.Host ? "host" : "container"
                     select $"{kind} {one.Subject.Name} is heard but not believed, because {one.Reason}";
        return string.Join(". ", doubts.Prepend(now));
    }

    private async Task<WhyChain> PendingAsync(Subject subject, long after, DateTimeOffset? at, CancellationToken cancel)
    {
        var waiting = await history.OfServiceAsync(subject.Id, after, long.MaxValue, CausesAtMost, cancel);
        return Steps.Chain(
            "registered or deregistered, but not in the zone yet",
            waiting.Where(recorded => !(recorded.At > at)).SelectMany(recorded => Steps.LeadingTo(recorded, recorded.Stream, null)));
    }

    private static string Short(string container) => container.Length > 12 ? container[..12] : container;

    private static ImmutableSortedSet<string> HeldAfter(string record, IEnumerable<RecordedEvent> events) => events
        .Select(recorded => recorded.Happened).OfType<LedgerEvent>()
        .Aggregate((LedgerEntry?)null, (entry, happened) => LedgerEntry.Evolve(entry, record, happened))?.Held?.Values ?? [];
}
