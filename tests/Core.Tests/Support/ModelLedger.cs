using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;

namespace Pipeline.Core.Tests.Support;

/// <summary>The ledger of one zone, folded from what is noted in it.</summary>
internal sealed record ModelLedger(ImmutableDictionary<string, LedgerEntry> Streams)
{
    public const string Zone = "model";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ModelLedger Empty = new(ImmutableDictionary<string, LedgerEntry>.Empty);

    public IReadOnlyCollection<LedgerEntry> Entries => [.. Streams.Values];

    /// <summary>A ledger of records that were written and accepted.</summary>
    public static ModelLedger Of(params IEnumerable<RecordSet> sets)
    {
        var changes = sets.Select(set => new RecordChange(ChangeAction.Create, set)).ToList();
        return Empty.Submitted(changes).Accepted(changes);
    }

    public ModelLedger Submitted(IEnumerable<RecordChange> changes) =>
        Noted(changes, change => new ChangeSubmitted(change, Guid.Empty, Now));

    public ModelLedger Accepted(IEnumerable<RecordChange> changes) => Noted(changes, _ => new ChangeAccepted("C1", Now));

    public ModelLedger Refused(IEnumerable<RecordChange> changes) => Noted(changes, _ => new ChangeRefused("no", Now));

    /// <summary>The ledger held against a zone, and each difference noted.</summary>
    public ModelLedger Audited(ModelZone zone) => ZoneAudit.Between(zone.Sets, Entries, Now)
        .Aggregate(this, (ledger, finding) => ledger.Noted(finding.Entry.Id, finding.Found));

    private ModelLedger Noted(IEnumerable<RecordChange> changes, Func<RecordChange, LedgerEvent> happened) =>
        changes.Aggregate(this, (ledger, change) => ledger.Noted(LedgerEntry.StreamOf(Zone, change.Set.Key), happened(change)));

    private ModelLedger Noted(string stream, LedgerEvent happened) =>
        new(Streams.SetItem(stream, LedgerEntry.Evolve(Streams.GetValueOrDefault(stream), stream, happened)));
}
