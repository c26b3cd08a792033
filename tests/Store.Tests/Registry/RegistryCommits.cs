using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Store.Tests.Registry;

/// <summary>Whole transactions, where a test is about something else.</summary>
internal static class RegistryCommits
{
    public static Task CommitAsync(this StoreUnderTest store, params StreamAppend[] streams) =>
        store.CommitAsync(new RegistryAppend(streams, []), Some.Nothing);

    public static Task StoreAsync(this StoreUnderTest store, params HostLease[] leases) =>
        store.CommitAsync(new RegistryAppend([], leases), Some.Nothing);

    public static async Task CommitAsync(this StoreUnderTest store, RegistryAppend append, ChangeNotice notice)
    {
        await using var transaction = await store.Registry.BeginAsync(CancellationToken.None);
        await transaction.CommitAsync(append, notice, CancellationToken.None);
    }

    /// <summary>Appends to the ledger under a term that lasts.</summary>
    public static async Task WriteAsync(this StoreUnderTest store, params LedgerAppend[] appends) =>
        await store.Ledger.AppendAsync(appends, await store.TermAsync(), CancellationToken.None);

    public static async Task<Core.Registration.Registry> ReadAsync(this StoreUnderTest store, RegistrySlice slice)
    {
        await using var transaction = await store.Registry.BeginAsync(CancellationToken.None);
        return await transaction.LockAndReadAsync(slice, CancellationToken.None);
    }
}
