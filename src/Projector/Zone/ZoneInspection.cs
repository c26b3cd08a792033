using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>Reads the whole zone, holds the ledger against it and notes each difference; the plan that follows repairs it.</summary>
public sealed class ZoneInspection(IZone zone, ZoneLedger ledger, TimeProvider time, ILogger<ZoneInspection> log)
{
    /// <param name="picture">What is desired and what the ledger says.</param>
    /// <param name="cancel">Breaks the reading off; a zone that was read in part is not acted upon.</param>
    /// <returns>The picture with the ledger as it is now.</returns>
    public async Task<ZonePicture> RunAsync(ZonePicture picture, CancellationToken cancel)
    {
        var seen = await LookAsync(picture, cancel);
        await NoteAsync(seen.Differences, cancel);
        await NoteAsync(seen.Conflicts, cancel);
        return seen.Picture;
    }

    /// <summary>The same, and nothing is noted.</summary>
    public async Task<Inspection> LookAsync(ZonePicture picture, CancellationToken cancel)
    {
        var actual = new Dictionary<RecordKey, RecordSet>();
        await foreach (var set in zone.ListAsync(cancel))
            actual[set.Key] = set;

        // What the ledger let go is of interest where the zone has something of the name.
        var strangers = actual.Keys.Except(picture.Ledger.Select(e => e.Key!));
        var entries = picture.Ledger.Concat(await ledger.ReadAsync(zone.Id, strangers, cancel)).ToDictionary(e => e.Id);

        var differences = Take(entries, ZoneAudit.Between(actual, [.. entries.Values], time.GetUtcNow()));
        var conflicts = Take(entries, ZoneAudit.Conflicts(actual, picture.Desired.Sets, entries.Values, zone.Id, time.GetUtcNow()));
        var ours = entries.Values.Where(e => e is { Held: not null } or { Pending: not null }).Select(e => e.Key!).ToHashSet();
        var foreign = actual.Values.Where(set => !ours.Contains(set.Key));
        return new Inspection(picture with { Ledger = [.. entries.Values] }, differences, conflicts, [.. foreign]);
    }

    private static List<(LedgerEntry Entry, RecordFound Found)> Take(
        Dictionary<string, LedgerEntry> entries, IEnumerable<(LedgerEntry Entry, RecordFound Found)> differences)
    {
        var findings = differences.ToList();
        foreach (var (entry, found) in findings) entries[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, found);
        return findings;
    }

    private async Task NoteAsync(IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> findings, CancellationToken cancel)
    {
        if (findings.Count == 0) return;
        await ledger.NoteAsync(findings, cancel);
        foreach (var (entry, found) in findings)
        {
            ProjectorTelemetry.Found(found.Finding);
            log.ZoneDiffers(entry.Key!, found.Finding);
        }
    }
}

/// <summary>What a look at a zone found.</summary>
/// <param name="Picture">The picture with the ledger as it is when all of it is noted.</param>
/// <param name="Differences">Where the zone contradicts the ledger.</param>
/// <param name="Conflicts">Where somebody else's record is in the way of what is desired.</param>
/// <param name="Foreign">What the zone holds and the ledger does not know.</param>
public sealed record Inspection(
    ZonePicture Picture,
    IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> Differences,
    IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> Conflicts,
    IReadOnlyList<RecordSet> Foreign);
