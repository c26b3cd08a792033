using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Projector.Registry;
using Pipeline.Store.Tests.Registry;

namespace Pipeline.Store.Tests.Sagas;

public abstract class When_sagas_are_judged : SagaContract
{
    [Fact]
    public async Task Due_sagas_come_in_the_order_of_their_alarms_and_no_more_than_asked_for()
    {
        await SaveAsync(Failing("c1", minutes: 12), Failing("c2", minutes: 10), Failing("c3", minutes: 11), Failing("c4", minutes: 60));
        var now = Failing("c1", minutes: 12).Due!.Value;

        (await DueAsync(now, 10)).ShouldBe(["c2", "c3", "c1"]);
        (await DueAsync(now, 2)).ShouldBe(["c2", "c3"]);
        (await DueAsync(Start, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_sagas_are_counted_by_state()
    {
        await SaveAsync(Healthy("c1"), Healthy("c2"), Failing("c3"), End(Healthy("c4"), "c4"));

        (await Ports.Fleet.CountByStateAsync(CancellationToken.None)).ShouldBe(
            new Dictionary<HealthState, long> { [HealthState.Healthy] = 2, [HealthState.Suspect] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Live_sagas_are_grouped_by_what_the_governor_tells_them_apart_by()
    {
        await SaveAsync(Failing("c1", minutes: 10), Healthy("c2", "mail", "blue"), End(Healthy("c3"), "c3"));

        var groups = (await Ports.Fleet.GroupsAsync(CancellationToken.None)).OrderBy(group => group.Host, StringComparer.Ordinal).ToList();

        groups.Select(group => (group.State, group.Host, group.Shard, group.Services.Single(), group.FailingSince, group.Count)).ShouldBe(
        [
            (HealthState.Healthy, "blue", SagaId.ShardOf(SagaId.Of("c2")), "mail", null, 1),
            (HealthState.Suspect, "red", SagaId.ShardOf(SagaId.Of("c1")), "calc", Failing("c1", minutes: 10).Health!.FailingSince, 1),
        ]);
        groups.Sum(group => group.Count).ShouldBe(2);
    }

    [Fact]
    public async Task The_sagas_of_tasks_are_read_also_those_that_ended()
    {
        await SaveAsync(
            Running("c1", task: "task/1"), End(Running("c2", task: "task/1"), "c2"), Running("c3", task: "task/2"), Running("c4"),
            Running("c5", task: "task/3"));

        (await Ports.Fleet.OfTasksAsync(["task/1", "task/2", "unknown"], CancellationToken.None))
            .Select(saga => saga.Health!.ContainerId).ShouldBe(["c1", "c2", "c3"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_sagas_of_containers_are_read_as_far_as_there_are_any()
    {
        await SaveAsync(Running("c1"), End(Running("c2"), "c2"), Running("c3"));

        (await Ports.Fleet.OfContainersAsync(["c1", "c2", "unknown"], CancellationToken.None))
            .Select(saga => saga.Health!.ContainerId).ShouldBe(["c1", "c2"], ignoreOrder: true);
        (await Ports.Fleet.OfContainersAsync([], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Containers_of_which_the_registry_refuses_a_claim_or_holds_it_back_are_read_while_they_are_present()
    {
        (await Ports.Fleet.UnservedAsync(CancellationToken.None)).ShouldBeEmpty("there is no registry yet");

        var claim = new Endpoint { Service = "calc", Protocol = TransportProtocol.Tcp, ContainerPort = 8081, HostPort = 32_768 };
        var refused = new ClaimRefused(new Refusal(claim, RefusalReason.NotOwner, "it belongs to others"), Start);
        await CommitAsync(
            Some.Starting("c1", "red"),
            Some.Begin("c2", Began(), refused),
            Some.Begin("c3", Began(), refused, new RunEnded("red", new Stamp(1, 2), RunEnd.Exited, 0, Start)),
            Some.Begin("c4", Began() with { Crashes = new CrashCount(3, 1, IsHeldBack: true) }));

        (await Ports.Fleet.UnservedAsync(CancellationToken.None))
            .Select(container => container.Id).ShouldBe(["c2", "c4"], ignoreOrder: true);

        (await Ports.Reports.RegisteredAtAsync([Some.InstanceOf("calc", 32_768).At], CancellationToken.None))
            .Select(container => container.Id).ShouldBe(["c1"]);
        (await Ports.Reports.RegisteredAtAsync([Some.InstanceOf("calc", 32_769).At], CancellationToken.None)).ShouldBeEmpty();

        static RunBegan Began() => new("red", new Stamp(1, 1), Start, "calc-1", "calc:1", null, Start);
    }

    private async Task CommitAsync(params StreamAppend[] streams)
    {
        await using var transaction = await Ports.Registry.BeginAsync(CancellationToken.None);
        await transaction.CommitAsync(new RegistryAppend(streams, []), Some.Nothing, CancellationToken.None);
    }

    [Fact]
    public async Task Sagas_without_a_check_are_a_group_of_their_own()
    {
        await SaveAsync(Healthy("c1"), Running("c2", task: "task/1", check: "none"));

        (await Ports.Fleet.GroupsAsync(CancellationToken.None)).Select(group => (group.State, group.IsChecked, group.Count))
            .ShouldBe([(HealthState.Healthy, true, 1), (HealthState.Healthy, false, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Sagas_that_are_alike_are_one_group()
    {
        var alike = Enumerable.Range(0, 200).Select(i => $"c{i}").GroupBy(id => SagaId.ShardOf(SagaId.Of(id))).First().ToArray();

        await SaveAsync([.. alike.Select(id => Healthy(id))]);

        (await Ports.Fleet.GroupsAsync(CancellationToken.None)).Single().Count.ShouldBe(alike.Length);
    }

    [Fact]
    public async Task A_check_is_proven_once_any_container_of_its_service_passed_it_also_when_that_one_ended()
    {
        await SaveAsync(End(Healthy("c1"), "c1"), Running("c2", "mail"));
        var (passed, never) = (Running("c3").Health!.Watches[0].Proof!, Running("c4", "mail").Health!.Watches[0].Proof!);

        (await Ports.Fleet.ProvenAsync([passed, never], CancellationToken.None)).ShouldBe([passed]);
        (await Ports.Fleet.ProvenAsync([], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Removals_are_counted_after_a_moment()
    {
        var at = Start.AddMinutes(20);
        await SaveAsync(Condemn(Failing("c1"), "c1", at), Condemn(Failing("c2"), "c2", at.AddMinutes(2)), Failing("c3"));

        (await Ports.Fleet.RemovalsSinceAsync(at.AddSeconds(-1), CancellationToken.None)).ShouldBe(new(2, 0));
        (await Ports.Fleet.RemovalsSinceAsync(at.AddSeconds(1), CancellationToken.None)).ShouldBe(new(1, 0));
    }

    [Fact]
    public async Task A_process_s_share_replaces_the_one_before()
    {
        await Ports.Shares.SaveAsync(new ProberShare("first", [1, 2, 3], Start), CancellationToken.None);
        await Ports.Shares.SaveAsync(new ProberShare("second", [4], Start), CancellationToken.None);
        await Ports.Shares.SaveAsync(new ProberShare("first", [1], Start.AddMinutes(1)), CancellationToken.None);

        (await Ports.Shares.ReadAsync(CancellationToken.None))
            .Select(share => $"{share.Id} {string.Join(',', share.Shards)} {share.At:HH:mm}")
            .ShouldBe(["first 1 12:01", "second 4 12:00"], ignoreOrder: true);
    }

    [Fact]
    public async Task Live_sagas_of_shards_are_read_to_be_probed_and_then_what_was_saved_since()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"c{i}").ToArray();
        await SaveAsync([.. ids.Select(id => id == "c7" ? End(Healthy(id), id) : Healthy(id))]);
        int[] shards = [0, 3, 5, SagaId.ShardOf(SagaId.Of("c7")), SagaId.ShardOf(SagaId.Of("c8"))];
        var expected = ids.Where(id => id != "c7" && shards.Contains(SagaId.ShardOf(SagaId.Of(id)))).ToArray();

        var read = await Ports.Probed.LiveAsync(shards, CancellationToken.None);
        read.Sagas.Select(saga => saga.Health!.ContainerId).ShouldBe(expected, ignoreOrder: true);

        await SaveAsync(End(await LoadAsync("c8"), "c8"));
        var changed = await Ports.Probed.ChangedAsync(shards, read.ReadUntil, CancellationToken.None);
        changed.Sagas.Single(saga => saga.Health!.ContainerId == "c8").IsLive.ShouldBeFalse("also those that ended are told");
        changed.Sagas.ShouldAllBe(saga => shards.Contains(saga.Shard));
        (await Ports.Probed.ChangedAsync([.. Enumerable.Range(0, SagaId.Shards).Except(shards)], read.ReadUntil,
            CancellationToken.None)).Sagas
            .ShouldNotContain(saga => saga.Health!.ContainerId == "c8");
        changed.ReadUntil.ShouldBeGreaterThanOrEqualTo(read.ReadUntil);
    }

    [Fact]
    public async Task A_host_s_lease_is_replaced_and_found_while_a_saga_of_it_is_live()
    {
        (await Ports.Reports.LeaseAsync("red", CancellationToken.None)).ShouldBeNull();
        await SaveAsync(Healthy("c1"), Healthy("c2", host: "blue"), End(Healthy("c3", host: "gray"), "c3"));
        foreach (var host in (string[])["red", "gray", "empty"])
            (await SaveLeaseAsync(null, new HostLease { Id = host, LastHeard = Start })).ShouldBeTrue();
        var renewed = new HostLease
        {
            Id = "red",
            Watermark = new(1, 9),
            Newest = new(1, 9),
            LastHeard = Start.AddMinutes(1),
            Interval = TimeSpan.FromSeconds(7)
        };

        (await SaveLeaseAsync(await Ports.Reports.LeaseAsync("red", CancellationToken.None), renewed)).ShouldBeTrue();

        (await Ports.Reports.LeaseAsync("red", CancellationToken.None)).ShouldBe(renewed);
        (await Ports.Reports.LeasesOfLiveHostsAsync(CancellationToken.None)).ShouldBe([renewed]);
    }

    [Fact]
    public async Task A_host_s_lease_that_another_writer_saved_since_it_was_read_is_not_replaced()
    {
        var first = new HostLease { Id = "red", LastHeard = Start, Rivals = [new Rival("r", "10.0.0.9", 1, Start, 1, Start)] };
        (await SaveLeaseAsync(null, first)).ShouldBeTrue();
        (await SaveLeaseAsync(null, first with { Engine = "late" })).ShouldBeFalse("it is there already");

        var read = (await Ports.Reports.LeaseAsync("red", CancellationToken.None))!;
        (await SaveLeaseAsync(read, read with { LastHeard = Start.AddMinutes(1) })).ShouldBeTrue();
        (await SaveLeaseAsync(read, read.Forget())).ShouldBeFalse("it was renewed meanwhile");

        (await Ports.Reports.LeaseAsync("red", CancellationToken.None))!.LastHeard.ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task The_live_containers_of_a_host_are_its_own()
    {
        await SaveAsync(Healthy("c1"), Running("c2"), Healthy("c3", host: "blue"), End(Healthy("c4"), "c4"));

        (await Ports.Reports.LiveOnAsync("red", CancellationToken.None)).Select(health => health.ContainerId)
            .ShouldBe(["c1", "c2"], ignoreOrder: true);
    }

    private Task<bool> SaveLeaseAsync(HostLease? read, HostLease lease) =>
        Ports.Reports.TrySaveLeaseAsync(read, lease, CancellationToken.None);

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset now, int atMost) =>
        (await Ports.Fleet.DueAsync(now, atMost, CancellationToken.None)).Select(saga => saga.Health!.ContainerId);

    public sealed class InMemory : When_sagas_are_judged
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InMemory();
    }

    public sealed class InPostgreSql(RealPostgres postgres) : When_sagas_are_judged
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InPostgreSql(postgres);
    }
}
