using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;
using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Tests.Registry;

public abstract class Committing_decisions(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    [Fact]
    public async Task What_is_committed_is_read_under_the_next_lock()
    {
        var append = new RegistryAppend(
            [Some.Joining("red"), Some.Starting("c1", "red")], [Some.Lease("red", heardAfterSeconds: 5)]);
        await Store.CommitAsync(append, Some.Nothing);

        var read = await Store.ReadAsync(new RegistrySlice(["red"], ["c1"], [], []));

        (read.Hosts["red"].Version, read.Hosts["red"].Status).ShouldBe((1, HostStatus.Live));
        read.Leases["red"].ShouldBe(Some.Lease("red", heardAfterSeconds: 5));
        var container = read.Containers["c1"];
        (container.Version, container.Host, container.Status, container.Since).ShouldBe((2, "red", ContainerStatus.Running, Some.Start));
        container.Instances.ShouldBe([Some.InstanceOf("calc", 32768)]);
        read.Holders.ShouldHaveSingleItem().Value.ShouldBe("c1");
    }

    [Fact]
    public async Task A_name_is_read_with_its_owner_and_whoever_has_instances_of_it()
    {
        await Store.CommitAsync(Some.Joining("red"));
        await Store.CommitAsync(Some.Starting("c1", "red"));
        await Store.CommitAsync(Some.At(
            NameBinding.StreamOf("calc"), 2, new NameBound("family:calc", "c1", Some.Start), new NameGiven("label:others", Some.Start)));

        var read = await Store.ReadAsync(new RegistrySlice([], [], [], []) { Names = ["calc", "time"], Services = ["calc"] });

        read.Names.ShouldHaveSingleItem();
        var binding = read.Names["calc"];
        (binding.Owner, binding.Heir, binding.Version, binding.Since).ShouldBe(("family:calc", "label:others", 2, Some.Start));
        read.Containers.Keys.ShouldBe(["c1"]);
        (await Store.State.ReadNamesAsync(None)).ShouldHaveSingleItem().Name.ShouldBe("calc");
        (await Store.Documents.ReadNamesAsync(None)).ShouldHaveSingleItem().Owner.ShouldBe("family:calc");
    }

    [Fact]
    public async Task Of_two_that_bind_a_name_at_once_one_decides_again()
    {
        await Store.CommitAsync(Some.At(NameBinding.StreamOf("calc"), 1, new NameBound("family:calc", "c1", Some.Start)));

        await Should.ThrowAsync<StoreConflictException>(() => Store.CommitAsync(
            Some.At(NameBinding.StreamOf("calc"), 1, new NameBound("family:others", "c2", Some.Start))));
    }

    [Fact]
    public async Task Events_at_the_end_of_a_stream_are_folded_onto_what_it_was()
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));

        await Store.CommitAsync(Some.At(
            "c1",
            4,
            new RunEnded("red", new(1, 2), RunEnd.Exited, 0, Some.Start),
            new InstanceWithdrawn(Some.InstanceOf("calc", 32768), WithdrawalReason.Stopped, null, Some.Start)));

        var container = (await Store.State.FindContainerAsync("c1", None)).ShouldNotBeNull();
        (container.Version, container.Name, container.Status).ShouldBe((4, "name-of-c1", ContainerStatus.Stopped));
        container.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_longest_texts_that_are_taken_in_can_be_stored()
    {
        // Letters that neither repeat nor compress, of three bytes each.
        var random = new Random(1);
        var text = new string([.. Enumerable.Range(0, 5_000).Select(_ => (char)random.Next('\u4e00', '\u9fff'))]);
        var longest = text[..(FactIntake.MaxBytes / 3)];
        var started = new ModelHost("red", "192.0.2.1").Started(ModelHost.Container(longest) with { Name = text, Image = text });
        var taken = FactIntake.Accept(started).Fact.ShouldBeOfType<ContainerStarted>().Container;

        await Store.CommitAsync(Some.Begin(
            taken.Id, new RunBegan("red", started.Stamp, Some.Start, taken.Name, taken.Image, null, Some.Start)));

        (await Store.State.FindContainerAsync(longest, None)).ShouldNotBeNull().Name.ShouldBe(taken.Name);
    }

    [Fact]
    public async Task A_lease_is_overwritten()
    {
        await Store.StoreAsync(Some.Lease("red"));

        await Store.StoreAsync(Some.Lease("red", heardAfterSeconds: 30));

        (await Store.State.ReadLeasesAsync(["red"], None)).ShouldBe([Some.Lease("red", heardAfterSeconds: 30)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_stream_at_another_version_conflicts_and_nothing_of_the_append_is_left(int version)
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));

        var append = new RegistryAppend(
            [Some.Joining("red"), Some.At("c1", version, new RunPaused("red", new(1, 2), Some.Start))], [Some.Lease("red")]);
        await Should.ThrowAsync<StoreConflictException>(() => Store.CommitAsync(append, Some.Nothing));

        (await Store.State.FindContainerAsync("c1", None)).ShouldNotBeNull().Version.ShouldBe(2);
        (await Store.State.ReadHostsAsync(["red"], None)).ShouldBeEmpty();
        (await Store.State.ReadLeasesAsync(["red"], None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_conflicts_where_it_is_expected_to()
    {
        await Should.ThrowAsync<StoreConflictException>(
            () => Store.CommitAsync(Some.At("c1", 3, new RunPaused("red", new(1, 2), Some.Start))));

        (await Store.State.FindContainerAsync("c1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_that_exists_conflicts_when_it_is_begun_again()
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));

        await Should.ThrowAsync<StoreConflictException>(() => Store.CommitAsync(
            new RegistryAppend([Some.Joining("blue"), Some.Starting("c1", "blue")], [Some.Lease("blue")]), Some.Nothing));

        (await Store.State.FindContainerAsync("c1", None)).ShouldNotBeNull().Host.ShouldBe("red");
        (await Store.State.ReadHostsAsync(["blue"], None)).ShouldBeEmpty();
        (await Store.State.ReadLeasesAsync(["blue"], None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_committed_is_not_there()
    {
        await using (var transaction = await Store.Registry.BeginAsync(None))
            await transaction.LockAndReadAsync(Some.Hosts("red"), None);

        (await Store.Documents.ReadHostsAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_whose_session_was_cut_commits_nothing()
    {
        await using var transaction = await Store.Registry.BeginAsync(None);
        await transaction.LockAndReadAsync(Some.Hosts("red"), None);
        await Store.CutSessionsAsync();

        await Should.ThrowAsync<StoreUnavailableException>(
            () => transaction.CommitAsync(Some.Append(Some.Joining("red")), Some.Nothing, None));

        (await Store.Documents.ReadHostsAsync(None)).ShouldBeEmpty();
    }
}

public sealed class Committing_decisions_in_memory() : Committing_decisions(StoreInMemory.CreateAsync);

public sealed class Committing_decisions_in_PostgreSQL(RealPostgres postgres)
    : Committing_decisions(() => StoreInPostgres.CreateAsync(postgres));
