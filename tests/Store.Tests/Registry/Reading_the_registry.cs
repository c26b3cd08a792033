using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Store.Tests.Registry;

public abstract class Reading_the_registry(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    [Fact]
    public async Task The_present_registry_is_the_hosts_and_containers_that_are_present()
    {
        await SceneAsync();

        var present = await Store.State.ReadPresentAsync(None);

        present.Hosts.Select(host => host.Name).ShouldBe(["red", "blue"], ignoreOrder: true);
        present.Containers.Select(container => container.Id).ShouldBe(["r1", "b1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Claimants_are_those_with_an_instance_of_one_of_the_services()
    {
        await SceneAsync();

        (await Store.State.ReadClaimantsAsync(["calc", "unknown"], None)).Select(container => container.Id).ShouldBe(["r1"]);
        (await Store.State.ReadClaimantsAsync(["calc", "time"], None))
            .Select(container => container.Id).ShouldBe(["r1", "b1"], ignoreOrder: true);
        (await Store.State.ReadClaimantsAsync([], None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claimant_need_not_be_present()
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));
        await Store.CommitAsync(Some.At("c1", 3, new RunOrphaned("its host left", Some.Start)));

        (await Store.State.ReadClaimantsAsync(["calc"], None)).ShouldHaveSingleItem().IsPresent.ShouldBeFalse();
    }

    [Fact]
    public async Task Hosts_are_read_by_name_present_or_not()
    {
        await SceneAsync();

        (await Store.State.ReadHostsAsync(["red", "green", "unknown"], None)).Select(host => (host.Name, host.IsPresent))
            .ShouldBe([("red", true), ("green", false)], ignoreOrder: true);
    }

    [Fact]
    public async Task Leases_are_read_by_host()
    {
        await SceneAsync();

        (await Store.State.ReadLeasesAsync(["red", "blue", "unknown"], None)).ShouldBe([Some.Lease("red", heardAfterSeconds: 1)]);
    }

    [Fact]
    public async Task The_writers_leases_are_those_of_present_hosts()
    {
        await SceneAsync();

        var (host, lease) = (await Store.Registry.ReadLeasesAsync(None)).ShouldHaveSingleItem();

        (host.Name, lease).ShouldBe(("red", Some.Lease("red", heardAfterSeconds: 1)));
    }

    [Fact]
    public async Task A_container_is_found_by_its_identifier_and_an_unknown_one_is_not()
    {
        await SceneAsync();

        (await Store.State.FindContainerAsync("r2", None)).ShouldNotBeNull().Status.ShouldBe(ContainerStatus.Stopped);
        (await Store.State.FindContainerAsync("unknown", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_shows_it_reads_present_containers_every_host_and_every_lease()
    {
        await SceneAsync();

        (await Store.Documents.ReadPresentContainersAsync(None))
            .Select(container => container.Id).ShouldBe(["r1", "b1"], ignoreOrder: true);
        (await Store.Documents.ReadHostsAsync(None)).Select(host => host.Name).ShouldBe(["red", "blue", "green"], ignoreOrder: true);
        (await Store.Documents.ReadLeasesAsync(None)).Select(lease => lease.Id).ShouldBe(["red", "green"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_task_that_has_ended_is_read_with_no_others_but_by_its_name()
    {
        string[] tasks = [TaskHost.NameOf("running"), TaskHost.NameOf("ended"), TaskHost.NameOf("doubted")];
        await Store.CommitAsync([.. tasks.Select(Some.Joining)]);
        await Store.CommitAsync(
            Some.At(Host.StreamOf(tasks[1]), 2, new HostDeparted("it stopped", Some.Start)),
            Some.At(
                Host.StreamOf(tasks[2]), 3, new HostDeparted("it stopped", Some.Start), new HostDoubted("two speak for it", Some.Start)));
        await Store.StoreAsync([.. tasks.Select(task => Some.Lease(task))]);

        (await Store.Documents.ReadHostsAsync(None)).Select(host => host.Name).ShouldBe([tasks[0], tasks[2]], ignoreOrder: true);
        (await Store.Documents.ReadLeasesAsync(None)).Select(lease => lease.Id).ShouldBe([tasks[0], tasks[2]], ignoreOrder: true);
        (await Store.Registry.ReadLeasesAsync(None)).Select(one => one.Host.Name).ShouldBe([tasks[0], tasks[2]], ignoreOrder: true);
        (await Store.State.ReadPresentAsync(None)).Hosts.Select(host => host.Name).ShouldBe([tasks[0]]);
        (await Store.State.ReadHostsAsync(tasks, None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_shows_it_reads_again_what_changed_meanwhile()
    {
        await SceneAsync();
        await Store.Documents.ReadPresentContainersAsync(None);

        await Store.CommitAsync(
            Some.At("r1", 3, new RunPaused("red", new(1, 2), Some.Start)),
            Some.At("b1", 3, new RunOrphaned("gone", Some.Start)),
            Some.Starting("r3", "red"));

        (await Store.Documents.ReadPresentContainersAsync(None)).Select(container => (container.Id, container.Status))
            .ShouldBe([("r1", ContainerStatus.Paused), ("r3", ContainerStatus.Running)], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_are_read_of_those_containers_that_are_known()
    {
        await SceneAsync();

        var names = await Store.Documents.ReadContainerNamesAsync(["r1", "r2", "unknown"], None);

        names.Select(name => (name.Key, name.Value)).ShouldBe([("r1", "name-of-r1"), ("r2", "name-of-r2")], ignoreOrder: true);
        (await Store.Documents.ReadContainerNamesAsync([], None)).ShouldBeEmpty();
    }

    /// <summary>Red runs r1 and ran r2, blue runs b1 and has no lease, and green left.</summary>
    private async Task SceneAsync()
    {
        await Store.CommitAsync(
            Some.Joining("red"), Some.Starting("r1", "red", "calc", 32768), Some.Starting("r2", "red", "calc", 32769),
            Some.Joining("blue"), Some.Starting("b1", "blue", "time", 32768),
            Some.Joining("green"));
        await Store.CommitAsync(
            Some.At("r2", 4,
                new RunEnded("red", new(1, 2), RunEnd.Exited, 0, Some.Start),
                new InstanceWithdrawn(Some.InstanceOf("calc", 32769), WithdrawalReason.Stopped, null, Some.Start)),
            Some.At(Host.StreamOf("green"), 2, new HostDeparted("shutdown", Some.Start)));
        await Store.StoreAsync(Some.Lease("red", heardAfterSeconds: 1), Some.Lease("green"));
    }
}

public sealed class Reading_the_registry_in_memory() : Reading_the_registry(StoreInMemory.CreateAsync);

public sealed class Reading_the_registry_in_PostgreSQL(RealPostgres postgres)
    : Reading_the_registry(() => StoreInPostgres.CreateAsync(postgres));
