using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;

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

    public static async Task<Core.Registration.Registry> ReadAsync(this StoreUnderTest store, RegistrySlice slice)
    {
        await using var transaction = await store.Registry.BeginAsync(CancellationToken.None);
        return await transaction.LockAndReadAsync(slice, CancellationToken.None);
    }
}
