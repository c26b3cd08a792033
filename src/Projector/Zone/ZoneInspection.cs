using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>Reads the whole zone, compares it with the ledger and records each difference; the next plan repairs it.</summary>
public sealed class ZoneInspection(IZone zone, ZoneLedger ledger, TimeProvider time, ILogger<ZoneInspection> log)
{
    /// <param name="picture">The desired records and the ledger's entries.</param>
    /// <param name="term">The term in which the differences are recorded.</param>
    /// <param name="cancel">Cancels the read; a partial read has no effect.</param>
    /// <returns>What was found, with the picture as it is after that.</returns>
    public async Task<Inspection> RunAsync(ZonePicture picture, ILeaderTerm term, CancellationToken cancel)
    {
        var inspected = await LookAsync(picture, cancel);
        await NoteAsync(inspected.Differences, term, cancel);
        await NoteAsync(inspected.Conflicts, term, cancel);
        return inspected;
    }

    /// <summary>Compares the same way, but records nothing.</summary>
    public async Task<Inspection> LookAsync(ZonePicture picture, CancellationToken cancel)
    {
        var actual = new Dictionary<RecordKey, RecordSet>();
        await foreach (var set in zone.ListAsync(cancel))
            actual[set.Key] = set;

        // The entries of deleted record sets matter where the zone still has a record set with that key.
        var unread = actual.Keys.Except(picture.Ledger.Select(e => e.Key!));
        var entries = picture.Ledger.Concat(await ledger.ReadAsync(zone.Id, unread, cancel)).ToDictionary(e => e.Id);

        var differences = ApplyFindings(entries, ZoneAudit.Between(actual, [.. entries.Values], time.GetUtcNow()));
        var conflicts = ApplyFindings(
            entries, ZoneAudit.Conflicts(actual, picture.Desired.Sets, entries.Values, zone.Id, time.GetUtcNow()));
        var ours = entries.Values.Where(e => e is { Held: not null } or { Pending: not null }).Select(e => e.Key!).ToHashSet();
        var foreign = actual.Values.Where(set => !ours.Contains(set.Key));
        return new Inspection(picture with { Ledger = [.. entries.Values] }, actual, differences, conflicts, [.. foreign]);
    }

    /// <summary>Whose fence the zone has, for people; the leader judges by itself.</summary>
    public async Task<FenceJudgement> LookAtFenceAsync(CancellationToken cancel) =>
        FenceJudgement.Judge(await zone.ReadFenceAsync(cancel), await ledger.ReadFenceAsync(zone.Id, cancel));

    private static List<(LedgerEntry Entry, RecordFound Found)> ApplyFindings(
        Dictionary<string, LedgerEntry> entries, IEnumerable<(LedgerEntry Entry, RecordFound Found)> differences)
    {
        var findings = differences.ToList();
        foreach (var (entry, found) in findings) entries[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, found);
        return findings;
    }

    private async Task NoteAsync(
        IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> findings, ILeaderTerm term, CancellationToken cancel)
    {
        if (findings.Count == 0) return;
        await ledger.NoteAsync(findings, term, cancel);
        foreach (var (entry, found) in findings)
        {
            ProjectorTelemetry.Found(found.Finding);
            log.ZoneDiffers(entry.Key!, found.Finding);
        }
    }
}

/// <summary>The result of comparing a zone with its ledger.</summary>
/// <param name="Picture">The picture with the ledger entries after all findings are recorded.</param>
/// <param name="Actual">All record sets of the zone.</param>
/// <param name="Differences">Record sets where the zone differs from the ledger.</param>
/// <param name="Conflicts">Desired record sets that a foreign record set blocks.</param>
/// <param name="Foreign">Record sets in the zone that the ledger does not own.</param>
public sealed record Inspection(
    ZonePicture Picture,
    IReadOnlyDictionary<RecordKey, RecordSet> Actual,
    IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> Differences,
    IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> Conflicts,
    IReadOnlyList<RecordSet> Foreign);
