using Microsoft.Extensions.Time.Testing;
using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Tests.MemoryStore.Registry;

namespace Pipeline.Store.Tests.Registry;

internal sealed class StoreInMemory : StoreUnderTest
{
    private readonly FakeTimeProvider time = new();
    private readonly MemoryRegistry registry;

    private StoreInMemory() => registry = new MemoryRegistry(time);

    public override IRegistryStore Registry => registry.Registry;

    public override IRegistryState State => registry.State;

    public override IChangeFeed Changes => registry.Changes;

    public override ILedgerStore Ledger => registry.Ledger;

    public override ILedgerReader LedgerReader => registry.LedgerReader;

    public override ILeaderLeases Leases => registry.Leases;

    public override IRegistryDocuments Documents => registry.Documents;

    public static Task<StoreUnderTest> CreateAsync() => Task.FromResult<StoreUnderTest>(new StoreInMemory());

    public override Task PassAsync(TimeSpan time)
    {
        if (time < TimeSpan.Zero) this.time.AdjustTime(this.time.GetUtcNow() + time);
        else this.time.Advance(time);
        return Task.CompletedTask;
    }

    public override Task CutSessionsAsync()
    {
        registry.CutSessions();
        return Task.CompletedTask;
    }

    public override Task CutLockHoldersAsync()
    {
        registry.CutLockHolders();
        return Task.CompletedTask;
    }

    public override void GoAway() => registry.IsAvailable = false;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
