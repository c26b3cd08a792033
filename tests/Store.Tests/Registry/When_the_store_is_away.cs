using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Tests.Registry;

public abstract class When_the_store_is_away(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly RecordKey Key = Some.Key("calc");

    private static Dictionary<string, Func<StoreUnderTest, Task>> CallsByName { get; } = new()
    {
        ["Registry.LockAndRead"] = store => store.ReadAsync(Some.Hosts("red")),
        ["Registry.ReadLeases"] = store => store.Registry.ReadLeasesAsync(None),
        ["State.ReadPresent"] = store => store.State.ReadPresentAsync(None),
        ["State.ReadClaimants"] = store => store.State.ReadClaimantsAsync(["calc"], None),
        ["State.ReadHosts"] = store => store.State.ReadHostsAsync(["red"], None),
        ["State.ReadLeases"] = store => store.State.ReadLeasesAsync(["red"], None),
        ["State.FindContainer"] = store => store.State.FindContainerAsync("c1", None),
        ["Changes.Listen"] = store => store.Changes.ListenAsync(_ => { }, None),
        ["Changes.Publish"] = store => store.Changes.PublishAsync(ChangeNotice.All, None),
        ["Ledger.ReadZones"] = store => store.Ledger.ReadZonesAsync(None),
        ["Ledger.Read"] = store => store.Ledger.ReadAsync("Z1", None),
        ["Ledger.ReadByKeys"] = store => store.Ledger.ReadAsync("Z1", [Key], None),
        ["Ledger.ReadOpen"] = store => store.Ledger.ReadOpenAsync("Z1", null, None),
        ["Ledger.Append"] = store => store.WriteAsync(Some.Ledger("Z1", Key, Some.Submitted(Key))),
        ["LedgerReader.Find"] = store => store.LedgerReader.FindAsync(["calc.test"], None),
        ["LedgerReader.FindZone"] = store => store.LedgerReader.FindZoneAsync("test", None),
        ["LedgerReader.ReadStreams"] = store => store.LedgerReader.ReadStreamsAsync(["s"], 1, None),
        ["LedgerReader.ReadOutcomes"] = store => store.LedgerReader.ReadOutcomesAsync(1, None),
        ["Leases.TryAcquire"] = store => store.Leases.TryAcquireAsync("Z2", "red/1", Guid.NewGuid(), TimeSpan.FromSeconds(10), None),
        ["Leases.TryRenew"] = store => store.Leases.TryRenewAsync(new("zone/Z1", 1, Guid.Empty), TimeSpan.FromSeconds(10), null, None),
        ["Leases.Release"] = store => store.Leases.ReleaseAsync(new("zone/Z1", 1, Guid.Empty), None),
        ["Leases.Read"] = store => store.Leases.ReadAsync("Z1", None),
        ["Documents.ReadPresentContainers"] = store => store.Documents.ReadPresentContainersAsync(None),
        ["Documents.ReadHosts"] = store => store.Documents.ReadHostsAsync(None),
        ["Documents.ReadLeases"] = store => store.Documents.ReadLeasesAsync(None),
        ["Documents.ReadContainerNames"] = store => store.Documents.ReadContainerNamesAsync(["c1"], None),
    };

    [Fact]
    public async Task Every_call_says_so()
    {
        await Store.CommitAsync(Some.Joining("red"));
        await Store.TermAsync();
        Store.GoAway();

        foreach (var (name, call) in CallsByName) await Should.ThrowAsync<StoreUnavailableException>(() => call(Store), name);
    }

    [Fact]
    public async Task A_transaction_under_way_commits_nothing()
    {
        await using var transaction = await Store.Registry.BeginAsync(None);
        await transaction.LockAndReadAsync(Some.Hosts("red"), None);

        Store.GoAway();

        await Should.ThrowAsync<StoreUnavailableException>(
            () => transaction.CommitAsync(Some.Append(Some.Joining("red")), Some.Nothing, None));
    }

    [Fact]
    public async Task A_listener_is_told()
    {
        var hears = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = Store.Changes.ListenAsync(_ => hears.TrySetResult(), None);
        await hears.Task;

        Store.GoAway();

        await Should.ThrowAsync<StoreUnavailableException>(() => listening);
    }
}

public sealed class When_the_store_is_away_in_memory() : When_the_store_is_away(StoreInMemory.CreateAsync);

public sealed class When_the_store_is_away_in_PostgreSQL(RealPostgres postgres)
    : When_the_store_is_away(() => StoreInPostgres.CreateAsync(postgres));
