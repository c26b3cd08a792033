using Marten;

namespace Pipeline.Store.Failures;

/// <summary>
/// Turns Marten's own retries off. It would repeat a single command, also in a transaction of ours that its failure has ended; the server
/// answers that one with 25P02, "current transaction is aborted", which hides the first failure. Whoever calls the store reads and decides
/// again.
/// </summary>
internal static class WhoCallsRetries
{
    public static void Apply(StoreOptions options)
    {
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
    }
}
