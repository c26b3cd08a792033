using Pipeline.Core.Hosts;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Leases;

/// <summary>A process that froze in the midst of a transaction holds the lock of one host, until the server ends its session.</summary>
public sealed class When_a_host_is_locked(RealPostgres postgres)
{
    private static readonly RegistrySlice OfRed = RegistrySlice.OfHosts(["red"]);

    private readonly ModelHost red = new("red", "127.0.1.1"), blue = new("blue", "127.0.1.2");

    [Fact]
    public async Task The_other_hosts_expire_and_this_one_at_a_later_check()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        await registry.Writer.FoldAsync([red.Reported(red.Container("r1", "calc", 32768))], CancellationToken.None);
        await registry.Writer.FoldAsync([blue.Reported(blue.Container("b1", "calc", 32768))], CancellationToken.None);
        await using var term = await registry.LeadAsync("Z1");
        var silences = new Silences(registry.Time);
        await ExpireAsync(registry, silences, term);
        registry.Time.Advance(TimeSpan.FromMinutes(2));
        await using var frozen = await registry.Store.Registry.BeginAsync(CancellationToken.None);
        await frozen.LockAndReadAsync(OfRed, CancellationToken.None);

        var found = await ExpireAsync(registry, silences, term);

        found.Suspected.Select(h => h.Host.Name).ShouldBe(["blue"], "what is not recorded is not found yet");
        (await registry.HistoryAsync("host/blue")).Last().ShouldBe("HostSuspected");
        (await registry.HistoryAsync("host/red")).Last().ShouldNotBe("HostSuspected");

        await Eventually.ThatAsync(
            async () => (await ExpireAsync(registry, silences, term)).Suspected.Select(h => h.Host.Name).Contains("red"),
            "the server ended the frozen session");
        (await registry.HistoryAsync("host/red")).Last().ShouldBe("HostSuspected");
    }

    [Fact]
    public async Task Facts_of_other_hosts_are_folded_and_its_own_wait_until_the_server_ends_the_session()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        await using var frozen = await registry.Store.Registry.BeginAsync(CancellationToken.None);
        await frozen.LockAndReadAsync(OfRed, CancellationToken.None);

        await registry.Writer.FoldAsync([blue.Reported(blue.Container("b1", "calc", 32768))], CancellationToken.None);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.ThatAsync(
            async () => await registry.Writer.FoldAsync(
                [red.Reported(red.Container("r1", "calc", 32768))], CancellationToken.None) is [_],
            "its fact is folded");

        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<Core.Storage.StoreUnavailableException>(
            () => frozen.CommitAsync(new RegistryAppend([], []), ChangeNotice.All, CancellationToken.None));
    }

    private static Task<LeaseFindings> ExpireAsync(RegistryUnderTest registry, Silences silences, ILeaderTerm term) =>
        registry.Writer.ExpireAsync(LeasePolicy.Default, witnessReports: null, silences, term, CancellationToken.None);
}
