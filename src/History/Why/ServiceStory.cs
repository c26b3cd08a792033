using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Status;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Explains the DNS answers of a service: its last changes, each with the registrations that caused it.</summary>
internal sealed class ServiceStory(
    IRegistryHistory history, IHealthReader health, IZoneReader? zone, ZoneTrail trail, ServiceAddresses addresses,
    ProtocolNames protocolNames, string domain)
{
    private const int ChangesAtMost = 3;
    private const int EventsOfRecord = 24;
    private const int CausesAtMost = 5;
    private const int RecordsAtMost = 8;
    private const int DoubtsAtMost = 3;

    /// <param name="subject">The service.</param>
    /// <param name="at">The moment to explain; null for now.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task<WhyView> ExplainAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var seen = at is null && zone is not null ? await zone.ReadZoneAsync(cancel) : null;
        var missing = seen?.Value?.Missing ?? [];
        var containers = await new ServiceContainers(history, health).ReadAsync(subject.Id, cancel);
        var names = containers.ToDictionary(container => container.Id, container => container.Name);
        var records = new Queue<string>(await FindRecordsAsync($"{subject.Id}.{domain}", cancel));
        var answers = 0;
        var changes = new List<(RecordedEvent Submitted, long Before, IReadOnlyList<RecordedEvent> Following)>();
        var unknown = new List<RecordedEvent>();
        for (var read = 0; read < RecordsAtMost && records.TryDequeue(out var record); read++)
        {
            var events = await history.EndAsync(record, at, EventsOfRecord, cancel);
            var held = HeldAfter(record, events);
            if (!missing.Any(gone => record.EndsWith($"/{gone}", StringComparison.Ordinal))) answers += held?.Values.Count ?? 0;
            if (held?.LeadsTo is { } target)
                foreach (var further in await FindRecordsAsync(target.Name, cancel)) records.Enqueue(further);
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
            var causes = await CausesAsync(subject.Id, before, submitted.Sequence, cancel);
            var steps = causes.SelectMany(cause => Steps.LeadingTo(cause, NameOf(cause), null)).OrderBy(step => step.At).ToList();
            if (steps is []) steps.Add(
                new WhyStep(submitted.At, null, "event", "a full pass found that the zone differs", Trace: submitted.Trace));
            chains.Add(Steps.Chain($"change of {submitted.At:u}", steps.Concat(ZoneTrail.Describe(submitted, following))));
        }

        chains.AddRange(Steps.ForUnknownEvents(unknown, subject.Name));
        var owner = await new OwnerStory(history).ExplainAsync(subject, at, cancel);
        if (owner.Chain is { Steps: [_, ..] }) chains.Add(owner.Chain);

        // Registered or deregistered, but not in the zone yet.
        var newest = changes.Select(change => change.Submitted.Sequence).DefaultIfEmpty().Max();
        if (await PendingAsync(subject, newest, NameOf, at, cancel) is { Steps: [_, ..] } waiting) chains.Add(waiting);
        var now = answers == 0 ? "DNS answers with no instance" : $"DNS answers with {answers} instance{(answers == 1 ? "" : "s")}";
        if (seen is not null) now += DescribeZone(subject.Name, seen);
        if (owner.Now is { } ownership) now += $". {ownership}";
        if (at is not null) return new WhyView("service", subject.Name, now, chains);
        return new WhyView("service", subject.Name, await DescribePresentAsync(subject.Id, now, cancel), chains)
        {
            Containers = containers,
        };

        string NameOf(RecordedEvent cause) => names.GetValueOrDefault(cause.Stream) ?? Short(cause.Stream);
    }

    /// <summary>Where the zone differs from the ledger now, or why it is only believed to be as the ledger has it.</summary>
    private static string DescribeZone(string name, SourceAnswer<ZoneFacts> seen)
    {
        if ((seen.Value?.Unread ?? seen.Failure) is { } reason) return $" (believed, as its ledger has it: {reason})";
        return seen.Value is not { } facts
            ? ""
            : Say(facts.Missing, "is missing from the zone: the next full pass adds it again")
                + Say(facts.Edited, "was edited in the zone: the next full pass sets it back")
                + Say(facts.Blocked, "cannot be added: a foreign record is in the way");

        string Say(IEnumerable<string> records, string what) => string.Concat(
            records.Where(record => record.StartsWith($"{name}/", StringComparison.Ordinal)).Select(record => $". {record} {what}"));
    }

    private async Task<string> DescribePresentAsync(string service, string now, CancellationToken cancel)
    {
        var (instances, isHost) = await history.InstancesOfServiceAsync(service, cancel);
        now += await DescribeProtocolNamesAsync(service, instances, cancel);
        now += DescribeRoutes(instances);
        if (instances is [_, ..] && addresses.FindAbsence(service, instances, isHost) is { } reason)
            now += $". The name has no address of its instances: {Glossary.NoAddressReasons[reason.ToString()].Sentence.TrimEnd('.')}";
        return await DoubtedAsync(service, now, cancel);
    }

    /// <summary>The balancers through which it is reached, and whether it is claimed for more than one route.</summary>
    private static string DescribeRoutes(IReadOnlyList<Instance> instances)
    {
        var balancers = instances.Where(one => one.Balancer is not null).Select(one => one.At.Address).Distinct().Order().ToList();
        var text = string.Concat(balancers.Select(balancer => $". The load balancer {balancer} leads to it"));
        return balancers is [_, _, ..] || (balancers is [_] && instances.Any(one => one.Balancer is null))
            ? text + ". It is claimed for several routes, and has one: the others are left out"
            : text;
    }

    /// <summary>To whom a plain name's protocol names lead, or a protocol name that nobody claims.</summary>
    private async Task<string> DescribeProtocolNamesAsync(string service, IReadOnlyList<Instance> instances, CancellationToken cancel)
    {
        if (protocolNames is ProtocolNames.None) return "";
        var plain = OwnedName.Of(service);
        if (plain != service && instances is [])
        {
            var (others, _) = await history.InstancesOfServiceAsync(plain, cancel);
            return protocolNames.FindBeside(plain, others, _ => false, domain).Any(beside => beside.Name == service)
                ? $". Nobody claims it, so it leads to the instances of {plain} that speak its protocol"
                : "";
        }

        var text = "";
        foreach (var (name, _) in protocolNames.FindBeside(service, instances, _ => false, domain))
        {
            var (claiming, _) = await history.InstancesOfServiceAsync(name, cancel);
            text += claiming is []
                ? $". {name} leads to those that speak its protocol"
                : $". {name} does not lead to them, but to those that claim it";
        }

        return text;
    }

    /// <summary>The documents know the present alone, so a doubt of the past is told by the host's story.</summary>
    private async Task<string> DoubtedAsync(string service, string now, CancellationToken cancel)
    {
        var doubts = from one in (await history.DoubtsOfServiceAsync(service, cancel)).Take(DoubtsAtMost)
                     let kind = one.Subject.Kind is SubjectKind.Host ? "host" : "container"
                     select $"{kind} {one.Subject.Name} is heard but not believed, because {one.Reason}";
        return string.Join(". ", doubts.Prepend(now));
    }

    private Task<IReadOnlyList<string>> FindRecordsAsync(string name, CancellationToken cancel) =>
        trail.FindRecordsAsync(name, type => type is RecordType.SRV, cancel);

    /// <summary>
    /// What was registered or deregistered between two sequences: of the name, or of the plain name behind a protocol name that nobody
    /// claimed then.
    /// </summary>
    private async Task<IReadOnlyList<RecordedEvent>> CausesAsync(string service, long after, long upto, CancellationToken cancel)
    {
        var own = await history.OfServiceAsync(service, after, upto, CausesAtMost, cancel);
        var plain = OwnedName.Of(service);
        return own is [_, ..] || plain == service || protocolNames is ProtocolNames.None
            ? own
            : await history.OfServiceAsync(plain, after, upto, CausesAtMost, cancel);
    }

    private async Task<WhyChain> PendingAsync(
        Subject subject, long after, Func<RecordedEvent, string> nameOf, DateTimeOffset? at, CancellationToken cancel)
    {
        var waiting = await history.OfServiceAsync(subject.Id, after, long.MaxValue, CausesAtMost, cancel);
        return Steps.Chain(
            "registered or deregistered, but not in the zone yet",
            waiting.Where(recorded => !(recorded.At > at)).SelectMany(recorded => Steps.LeadingTo(recorded, nameOf(recorded), null)));
    }

    private static string Short(string container) => container.Length > 12 ? container[..12] : container;

    private static RecordSet? HeldAfter(string record, IEnumerable<RecordedEvent> events) => events
        .Select(recorded => recorded.Happened).OfType<LedgerEvent>()
        .Aggregate((LedgerEntry?)null, (entry, happened) => LedgerEntry.Evolve(entry, record, happened))?.Held;
}
