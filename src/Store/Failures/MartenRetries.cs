using Marten;

namespace Pipeline.Store.Failures;

/// <summary>
/// Turns Marten's own retries off. Marten would repeat a single command, even in a transaction of ours that the command's failure has
/// ended; the server then answers 25P02, "current transaction is aborted", which hides the first failure. Whoever calls the store retries:
/// it reads and decides again.
/// </summary>
internal static class MartenRetries
{
    public static void TurnOff(StoreOptions options)
    {
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
    }
}
