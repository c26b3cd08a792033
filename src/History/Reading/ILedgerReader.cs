using Pipeline.Core.Dns;

namespace Pipeline.History.Reading;

/// <summary>The zones' ledger, searched by those who show it.</summary>
public interface ILedgerReader
{
    /// <summary>The entries of these names in every zone.</summary>
    Task<IReadOnlyList<LedgerEntry>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>The zone of the domain whose ledger changed last; null where none was ever written.</summary>
    Task<string?> FindZoneAsync(string domain, CancellationToken cancel);

    /// <summary>The last events of these entries' streams, the oldest first.</summary>
    /// <param name="streams">The entries' identifiers.</param>
    /// <param name="last">So many at most.</param>
    /// <param name="cancel">Breaks it off.</param>
    Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadStreamsAsync(
        IReadOnlyCollection<string> streams, int last, CancellationToken cancel);

    /// <summary>What the zones answered of late: acceptances, changes in sync, findings; the oldest first.</summary>
    /// <param name="window">How far back it is looked for, in events of all kinds.</param>
    /// <param name="cancel">Breaks it off.</param>
    Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadOutcomesAsync(int window, CancellationToken cancel);
}
