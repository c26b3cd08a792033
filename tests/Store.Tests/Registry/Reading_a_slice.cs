using Pipeline.Core.Instances;

namespace Pipeline.Store.Tests.Registry;

public abstract class Reading_a_slice(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private async Task TwoHostsAsync()
    {
        await Store.CommitAsync(
            Some.Joining("red"), Some.Starting("r1", "red", "calc", 32768), Some.Starting("r2", "red", "time", 32769),
            Some.Joining("blue"), Some.Starting("b1", "blue", "calc", 32770));
        await Store.StoreAsync(Some.Lease("red"), Some.Lease("blue"));
    }

    [Fact]
    public async Task It_has_the_hosts_named_with_their_leases_and_no_others()
    {
        await TwoHostsAsync();

        var read = await Store.ReadAsync(Some.Hosts("red", "green"));

        read.Hosts.Keys.ShouldBe(["red"]);
        read.Leases.Keys.ShouldBe(["red"]);
        read.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_has_the_containers_named_present_or_not_and_no_others()
    {
        await TwoHostsAsync();
        await Store.CommitAsync(Some.At("r2", 3, new RunEnded("red", new(1, 2), RunEnd.Exited, 0, Some.Start)));

        var read = await Store.ReadAsync(new(["red"], ["r2", "b1", "unknown"], [], []));

        read.Containers.Keys.ShouldBe(["r2", "b1"], ignoreOrder: true);
    }

    [Fact]
    public async Task It_has_what_a_reporting_host_runs_and_not_what_ended()
    {
        await TwoHostsAsync();
        await Store.CommitAsync(Some.At("r2", 3, new RunEnded("red", new(1, 2), RunEnd.Exited, 0, Some.Start)));

        var read = await Store.ReadAsync(new(["red"], [], ["red"], []));

        read.Containers.Keys.ShouldBe(["r1"]);
    }

    [Fact]
    public async Task It_has_who_has_instances_of_a_service_with_their_hosts()
    {
        await TwoHostsAsync();

        var read = await Store.ReadAsync(new(["red"], [], [], []) { Services = ["calc"] });

        read.Containers.Keys.ShouldBe(["r1", "b1"], ignoreOrder: true);
        read.Hosts.Keys.ShouldBe(["red", "blue"], ignoreOrder: true);
        read.Leases.Keys.ShouldBe(["red"]);
    }

    [Fact]
    public async Task It_has_what_left_a_service_early()
    {
        await TwoHostsAsync();
        var left = new InstanceWithdrawn(Some.InstanceOf("calc", 32768), WithdrawalReason.HostEnding, null, Some.Start);
        await Store.CommitAsync(Some.At("r1", 3, left));

        var read = await Store.ReadAsync(new([], [], [], []) { Services = ["calc"] });

        read.Containers["r1"].LeftEarly.ShouldHaveSingleItem().Service.ShouldBe("calc");
    }

    [Fact]
    public async Task It_has_who_claims_an_address()
    {
        await TwoHostsAsync();

        var read = await Store.ReadAsync(new(["red"], [], [], [Some.InstanceOf("calc", 32770).At.ToKey()]));

        read.Containers.Keys.ShouldBe(["b1"]);
        read.Holders.ShouldHaveSingleItem().Value.ShouldBe("b1");
    }

    [Fact]
    public async Task It_has_a_container_once_that_is_concerned_in_several_ways()
    {
        await TwoHostsAsync();

        var read = await Store.ReadAsync(new(["red"], ["r1"], ["red"], [Some.InstanceOf("calc", 32768).At.ToKey()]));

        read.Containers.Keys.ShouldBe(["r1", "r2"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_empty_one_reads_nothing()
    {
        await TwoHostsAsync();

        var read = await Store.ReadAsync(new([], [], [], []));

        (read.Hosts.Count, read.Leases.Count, read.Containers.Count).ShouldBe((0, 0, 0));
    }
}

public sealed class Reading_a_slice_in_memory() : Reading_a_slice(StoreInMemory.CreateAsync);

public sealed class Reading_a_slice_in_PostgreSQL(RealPostgres postgres) : Reading_a_slice(() => StoreInPostgres.CreateAsync(postgres));
