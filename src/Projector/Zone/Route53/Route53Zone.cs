using System.Runtime.CompilerServices;
using Amazon.Route53;
using Amazon.Route53.Model;
using Pipeline.Aws.Answers;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>
/// A hosted zone of Amazon Route 53. A call with an unknown outcome is not retried: the ledger and the next full pass resolve the outcome.
/// </summary>
/// <param name="client">Must not retry: a repeated CREATE or DELETE is refused.</param>
/// <param name="settings">The zone and the budget.</param>
/// <param name="time">The clock of the budget.</param>
/// <param name="random">Spreads the pauses after a throttled call.</param>
/// <param name="log">Logs the zone that is written, and calls that are rejected as busy.</param>
public sealed class Route53Zone(
    IAmazonRoute53 client, Route53ZoneSettings settings, TimeProvider time, Random random, ILogger<Route53Zone> log) : IZone
{
    private readonly Route53Calls calls = new(settings.Budget, time, random, log);
    private string? id;

    /// <summary>The hosted zone's identifier without its path.</summary>
    /// <exception cref="InvalidOperationException">The zone is not open yet.</exception>
    public string Id => id ?? throw new InvalidOperationException("The zone is known only after it was opened.");

    public string Domain => settings.Domain;

    public ZoneLimits Limits { get; } = ZoneLimits.Route53 with
    {
        Batches = BatchLimits.Route53 with { Tokens = (int)settings.Budget.Changes.Capacity },
    };

    public TimeSpan Gathering => settings.Gathering;

    /// <summary>Finds the zone; must be called before any other method.</summary>
    /// <exception cref="ZoneNotFoundException">No zone matches, or more than one.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        var zone = await new ZoneSearch(client, calls, settings).FindAsync(cancel);
        id = Identifiers.Bare(zone.Id);
        log.ZoneOpened(id, Route53Records.ReadName(zone.Name));
    }

    /// <inheritdoc/>
    public async Task<ZoneReceipt> ChangeAsync(ChangeList changes, CancellationToken cancel)
    {
        var request = new ChangeResourceRecordSetsRequest(Id, new ChangeBatch([.. Route53Records.Write(changes, Domain)]));
        try
        {
            // A sent request is awaited even during shutdown, so that its outcome is known.
            var answer = await calls.AskAsync(
                "ChangeResourceRecordSets",
                () => client.ChangeResourceRecordSetsAsync(request, CancellationToken.None),
                cancel,
                changes.Tokens);
            return new ZoneReceipt(Identifiers.Bare(answer.ChangeInfo.Id), answer.ChangeInfo.Status == ChangeStatus.INSYNC);
        }
        catch (InvalidChangeBatchException refusal)
        {
            throw new ZoneRefusedException(refusal.Messages is [_, ..] messages ? string.Join("; ", messages) : refusal.Message);
        }
        catch (InvalidInputException refusal)
        {
            throw new ZoneRefusedException(refusal.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<FenceRecord?> ReadFenceAsync(CancellationToken cancel)
    {
        var name = FenceRecord.NameIn(Domain);
        var request = new ListResourceRecordSetsRequest(Id) { StartRecordName = $"{name}.", StartRecordType = RRType.TXT, MaxItems = "1" };
        var page = await calls.AskAsync("ListResourceRecordSets", () => client.ListResourceRecordSetsAsync(request, cancel), cancel);

        // The listing begins at the name and type, or after them if the zone has no such record.
        return (page.ResourceRecordSets ?? []) is [var first, ..] && first.Type == RRType.TXT && Route53Records.ReadName(first.Name) == name
            ? Route53Records.ReadFence(first)
            : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordSet> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListResourceRecordSetsRequest(Id);
        while (true)
        {
            var page = await calls.AskAsync("ListResourceRecordSets", () => client.ListResourceRecordSetsAsync(request, cancel), cancel);
            foreach (var set in (page.ResourceRecordSets ?? []).Select(Route53Records.Read).OfType<RecordSet>())
                yield return set;
            if (page.IsTruncated is not true) yield break;

            // All three are needed: a name and type may have more sets than a page holds.
            var next = new ListResourceRecordSetsRequest(Id)
            {
                StartRecordName = page.NextRecordName,
                StartRecordType = page.NextRecordType,
                StartRecordIdentifier = page.NextRecordIdentifier,
            };
            if (IsSamePage(next, request)) throw new NotAnAnswerException("ListResourceRecordSets", "its next page is the page itself");
            request = next;
        }
    }

    private static bool IsSamePage(ListResourceRecordSetsRequest one, ListResourceRecordSetsRequest other) =>
        (one.StartRecordName, one.StartRecordType, one.StartRecordIdentifier)
        == (other.StartRecordName, other.StartRecordType, other.StartRecordIdentifier);

    /// <inheritdoc/>
    public async Task<int> RoomAsync(CancellationToken cancel)
    {
        var answer = await calls.AskAsync("GetHostedZone", () => client.GetHostedZoneAsync(new GetHostedZoneRequest(Id), cancel), cancel);
        return Math.Max(0, settings.MaxRecords - (int)(answer.HostedZone.ResourceRecordSetCount ?? 0));
    }

    /// <inheritdoc/>
    public async Task<bool> IsInSyncAsync(string changeId, CancellationToken cancel)
    {
        try
        {
            var answer = await calls.AskAsync(
                "GetChange", () => client.GetChangeAsync(new GetChangeRequest(changeId), cancel), cancel, leisurely: true);
            return answer.ChangeInfo.Status == ChangeStatus.INSYNC;
        }
        catch (NoSuchChangeException)
        {
            // Route 53 no longer stores old changes.
            return true;
        }
    }
}
