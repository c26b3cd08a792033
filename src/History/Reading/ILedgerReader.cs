using Pipeline.Core.Dns;

namespace Pipeline.History.Reading;

/// <summary>Searches the zones' ledger for display.</summary>
public interface ILedgerReader
{
    /// <summary>The entries of these names in every zone.</summary>
    Task<IReadOnlyList<LedgerEntry>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>The domain's zone whose ledger changed last; null if none was ever written.</summary>
    Task<string?> FindZoneAsync(string domain, CancellationToken cancel);

    /// <summary>The last events of these entries' streams, the oldest first.</summary>
    /// <param name="streams">The entries' identifiers.</param>
    /// <param name="last">The maximum number of events.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadStreamsAsync(
        IReadOnlyCollection<string> streams, int last, CancellationToken cancel);

    /// <summary>Recent outcomes: accepted changes, changes in sync and findings; the oldest first.</summary>
    /// <param name="window">How far back outcomes are searched, in events of all kinds.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadOutcomesAsync(int window, CancellationToken cancel);
}
