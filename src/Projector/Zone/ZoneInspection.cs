using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>Reads the whole zone, holds the ledger against it and notes each difference; the plan that follows repairs it.</summary>
public sealed class ZoneInspection(IZone zone, ZoneLedger ledger, TimeProvider time, ILogger<ZoneInspection> log)
{
    /// <param name="picture">What is desired and what the ledger says.</param>
    /// <param name="cancel">Breaks the reading off; a zone that was read in part is not acted upon.</param>
    /// <returns>The picture with the ledger as it is now.</returns>
    public async Task<ZonePicture> RunAsync(ZonePicture picture, CancellationToken cancel)
    {
        var actual = new Dictionary<RecordKey, RecordSet>();
        await foreach (var set in zone.ListAsync(cancel))
            actual[set.Key] = set;

        // What the ledger let go is of interest where the zone has something of the name.
        var strangers = actual.Keys.Except(picture.Ledger.Select(e => e.Key!));
        picture = picture with { Ledger = [.. picture.Ledger, .. await ledger.ReadAsync(zone.Id, strangers, cancel)] };

        picture = await NoteAsync(picture, ZoneAudit.Between(actual, picture.Ledger, time.GetUtcNow()), cancel);
        return await NoteAsync(picture, ZoneAudit.Conflicts(actual, picture.Desired.Sets, picture.Ledger, zone.Id, time.GetUtcNow()), cancel);
    }

    private async Task<ZonePicture> NoteAsync(ZonePicture picture, IEnumerable<(LedgerEntry Entry, RecordFound Found)> differences, CancellationToken cancel)
    {
        var findings = differences.ToList();
        if (findings.Count == 0) return picture;

        await ledger.NoteAsync(findings, cancel);
        var entries = picture.Ledger.ToDictionary(e => e.Id);
        foreach (var (entry, found) in findings)
        {
            entries[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, found);
            ProjectorTelemetry.Found(found.Finding);
            log.ZoneDiffers(entry.Key!, found.Finding);
        }

        return picture with { Ledger = [.. entries.Values] };
    }
}
