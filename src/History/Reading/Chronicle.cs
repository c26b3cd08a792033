using Pipeline.Core.Dns;
using Pipeline.History.Planning;
using Pipeline.History.Words;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Reading;

/// <summary>
/// Reads the zone's answers and their history. Every read uses an index and none reads the history from its beginning, so the cost does
/// not grow with the number of events.
/// </summary>
public sealed class Chronicle(
    IRegistryDocuments documents,
    ILedgerReader reader,
    ILedgerStore ledger,
    IRegistryState registry,
    ProjectorSettings settings,
    Route53Budget budget,
    TimeProvider time)
    : IChronicle
{
    /// <summary>How far back outcomes are searched, in events of all kinds.</summary>
    private const int Window = 5_000;

    private const int Changes = 1_000;

    public async Task<AnswersView> AnswersAsync(string service, CancellationToken cancel)
    {
        var entries = await reader.FindAsync([$"{service}.{settings.Domain}"], cancel);
        if (entries.Count == 0) return new([], []);

        var held = entries.Select(e => e.Held).OfType<RecordSet>().OrderBy(set => set.Key.ToString(), StringComparer.Ordinal).ToList();
        var targets = held
            .SelectMany(set => set.Values)
            .Select(value => SrvValue.Parse(value)?.Target)
            .OfType<string>()
            .Distinct()
            .ToList();
        var hosts = await reader.FindAsync(targets, cancel);
        var history = await reader.ReadStreamsAsync([.. entries.Select(e => e.Id)], Changes, cancel);
        return new(
            [.. held, .. hosts.Select(e => e.Held).OfType<RecordSet>().OrderBy(set => set.Key.ToString(), StringComparer.Ordinal)],
            AnswerHistory.Of(history));
    }

    public async Task<ZoneStandingView> ZoneAsync(CancellationToken cancel)
    {
        if (await reader.FindZoneAsync(settings.Domain, cancel) is not { } zone) return new(null, [], Plan: null, [], []);

        var outcomes = reader.ReadOutcomesAsync(Window, cancel);
        var standing = ReadStandingAsync(zone, cancel);
        await Task.WhenAll(outcomes, standing);
        var (recent, (picture, plan)) = (await outcomes, await standing);
        return new(
            zone,
            [.. picture.Ledger.OrderBy(e => e.Id, StringComparer.Ordinal)],
            plan,
            [.. from e in recent.Reverse()
                where e.Happened is RecordFound
                select new FindingView(e.Happened.At, string.Join('/', e.Stream.Split('/').Skip(2)), EventWords.Of(e.Happened))],
            [.. Propagations(recent.Select(e => e.Happened))]);
    }

    /// <summary>The ledger, and the changes that would be made if the zone equals it.</summary>
    private async Task<(ZonePicture Picture, PlanView Plan)> ReadStandingAsync(string zone, CancellationToken cancel)
    {
        var planned = PlannedZone.IsLocalId(zone)
            ? PlannedZone.Local(zone)
            : PlannedZone.Away(zone, budget, "its ledger alone is looked at");
        var laid = planned.Laid(settings);

        // Containers before hosts: a container's host joins no later than the container.
        var containers = await documents.ReadPresentContainersAsync(cancel);
        var atHand = new RegistryAtHand(await documents.ReadHostsAsync(cancel), containers);
        var view = atHand.ViewOf(new ZoneView(registry, new ZoneLedger(ledger, time), laid));
        var picture = await view.ReadAsync(zone, ZoneScope.All, cancel);
        return (picture, await new ZonePlanner(planned, laid, view, inspection: null, atHand, budget, time).PlanAsync(picture, cancel));
    }

    private static IEnumerable<PropagationView> Propagations(IEnumerable<LedgerEvent> events)
    {
        var accepted = new Dictionary<string, DateTimeOffset>();
        foreach (var happened in events)
        {
            if (happened is ChangeAccepted taken) accepted.TryAdd(taken.ChangeId, taken.At);
            else if (happened is ChangeInSync reached && accepted.Remove(reached.ChangeId, out var since))
                yield return new(since, reached.At - since);
        }
    }
}
