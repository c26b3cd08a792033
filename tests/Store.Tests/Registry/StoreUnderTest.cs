using Pipeline.Core.Terms;
using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Store.Tests.Registry;

/// <summary>A registry store that is held to the contract, and what a test may do to it.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public abstract IRegistryStore Registry { get; }

    public abstract IRegistryState State { get; }

    public abstract IChangeFeed Changes { get; }

    public abstract ILedgerStore Ledger { get; }

    public abstract ILedgerReader LedgerReader { get; }

    public abstract ILeaderLeases Leases { get; }

    public abstract IRegistryDocuments Documents { get; }

    private TermClaim? term;

    /// <summary>A term of zone Z1 that lasts for the whole test.</summary>
    public async Task<TermClaim> TermAsync() => term ??= (await Leases.TryAcquireAsync(
        "Z1", "test", Guid.CreateVersion7(), TimeSpan.FromHours(1), CancellationToken.None)).Term!;

    /// <summary>Lets the store's clock, by which leases expire, go on, or sets it back.</summary>
    public abstract Task PassAsync(TimeSpan time);

    /// <summary>Cuts every session.</summary>
    public abstract Task CutSessionsAsync();

    /// <summary>Cuts the sessions that hold a lock and wait for none.</summary>
    public abstract Task CutLockHoldersAsync();

    /// <summary>The store does not answer from now on.</summary>
    public abstract void GoAway();

    public abstract ValueTask DisposeAsync();
}
