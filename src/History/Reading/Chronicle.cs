using JasperFx.Events;
using Marten;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Planning;
using Pipeline.Projector;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Reading;

/// <summary>Reads what the zone answers, and its past from the event store, always by an index and never from its beginning, so that it costs the same however much happened.</summary>
public sealed class Chronicle(IDocumentStore store, ProjectorSettings settings, Route53Budget budget, TimeProvider time) : IChronicle
{
    /// <summary>How far back kinds of events are looked for, in events.</summary>
    private const int Window = 5_000;

    private const int Changes = 1_000;

    /// <summary>The event store refuses to read kinds that only a newer version knows.</summary>
    private static readonly string[] Known = [.. EventNames.OfLedger.Keys];

    private readonly PresentContainers present = new(store);

    /// <summary>Reads a database where no projector runs in this process.</summary>
    public static Chronicle Open(ProjectorSettings settings, Route53Budget budget, TimeProvider time) =>
        new(DocumentStore.For(options => RegistryStore.Configure(options, settings.Database)), settings, budget, time);

    public async Task<AnswersView> AnswersAsync(string service, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var name = $"{service}.{settings.Domain}";
        var entries = await session.Query<LedgerEntry>().Where(e => e.Key!.Name == name).ToListAsync(cancel);
        if (entries.Count == 0) return new([], []);

        var held = entries.Select(e => e.Held).OfType<RecordSet>().OrderBy(set => set.Key.ToString(), StringComparer.Ordinal).ToList();
        var targets = held.SelectMany(set => set.Values).Select(value => value.Split(' ')[^1].TrimEnd('.')).Distinct().ToArray();
        var hosts = await session.Query<LedgerEntry>().Where(e => e.Key!.Name.IsOneOf(targets)).ToListAsync(cancel);

        var streams = entries.Select(e => e.Id).ToArray();
        var history = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(streams) && e.EventTypeName.IsOneOf(Known))
            .OrderByDescending(e => e.Sequence).Take(Changes).ToListAsync(cancel);
        return new(
            [.. held, .. hosts.Select(e => e.Held).OfType<RecordSet>().OrderBy(set => set.Key.ToString(), StringComparer.Ordinal)],
            AnswerHistory.Of(history.Reverse().Select(e => (e.StreamKey!, (LedgerEvent)e.Data))));
    }

    public async Task<ZoneStandingView> ZoneAsync(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var suffix = "." + settings.Domain;
        var zone = await session.Query<LedgerEntry>().Where(e => e.Key!.Name.EndsWith(suffix)).OrderByDescending(e => e.Since).Select(e => e.Zone).FirstOrDefaultAsync(cancel);
        if (zone is null) return new(null, [], Plan: null, [], []);

        var planned = PlannedZone.IsLocalId(zone) ? PlannedZone.Local(zone) : PlannedZone.Away(zone, budget, "its ledger alone is looked at");
        var laid = planned.Laid(settings);

        // In this order: a container's host joined no later than itself.
        var containers = await present.ReadAsync(cancel);
        var registry = new RegistryAtHand(await session.Query<Host>().ToListAsync(cancel), containers);
        var view = registry.ViewOf(new ZoneView(store, new ZoneLedger(store, time), laid));
        var picture = await view.ReadAsync(zone, ZoneScope.All, cancel);
        var plan = await new ZonePlanner(planned, laid, view, inspection: null, registry, budget, time).PlanAsync(picture, cancel);

        var newest = await session.Events.QueryAllRawEvents().Where(e => e.EventTypeName.IsOneOf(Known)).OrderByDescending(e => e.Sequence).Select(e => e.Sequence).FirstOrDefaultAsync(cancel);
        var from = newest - Window;
        var recent = await session.Events.QueryAllRawEvents()
            .Where(e => e.Sequence > from && e.EventTypeName.IsOneOf(EventNames.ChangeAccepted, EventNames.ChangeInSync, EventNames.RecordFound))
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
        return new(
            zone,
            [.. picture.Ledger.OrderBy(e => e.Id, StringComparer.Ordinal)],
            plan,
            [.. from e in recent.AsEnumerable().Reverse() where e.Data is RecordFound select new FindingView(EventWords.At(e.Data), string.Join('/', e.StreamKey!.Split('/').Skip(2)), EventWords.Of(e.Data))],
            [.. Propagations(recent)]);
    }

    private static IEnumerable<PropagationView> Propagations(IEnumerable<IEvent> events)
    {
        var accepted = new Dictionary<string, DateTimeOffset>();
        foreach (var happened in events)
        {
            if (happened.Data is ChangeAccepted taken) accepted.TryAdd(taken.ChangeId, taken.At);
            else if (happened.Data is ChangeInSync reached && accepted.Remove(reached.ChangeId, out var since))
                yield return new(since, reached.At - since);
        }
    }
}
