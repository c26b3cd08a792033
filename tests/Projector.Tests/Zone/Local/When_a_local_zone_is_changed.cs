using System.Net;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_a_local_zone_is_changed
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddSeconds(1_000));
    private readonly LocalZone zone;
    private readonly FencedZone writer;

    public When_a_local_zone_is_changed() => writer = new(zone = new(Domain, IPAddress.Loopback, clock));

    [Fact]
    public async Task A_change_is_in_sync_at_once_and_listed()
    {
        var set = Srv("calc", At("host1"));

        var receipt = await Change(Create(set));

        receipt.InSync.ShouldBeTrue();
        (await Listed()).ShouldBe([set]);
    }

    [Fact]
    public async Task Each_change_has_an_id_of_its_own_and_a_higher_serial()
    {
        var before = zone.Current.Serial;

        var first = await Change(Create(A("host1", "192.0.2.1")));
        var second = await Change(Create(A("host2", "192.0.2.2")));

        second.ChangeId.ShouldNotBe(first.ChangeId);
        zone.Current.Serial.ShouldBe(before + 2);
    }

    [Fact]
    public void The_serial_of_a_later_process_is_higher()
    {
        var earlier = zone.Current.Serial;
        clock.Advance(TimeSpan.FromMinutes(1));

        new LocalZone(Domain, IPAddress.Loopback, clock).Current.Serial.ShouldBeGreaterThan(earlier);
    }

    [Fact]
    public async Task A_list_with_one_refused_change_changes_nothing()
    {
        await Change(Create(A("host1", "192.0.2.1")));
        var before = zone.Current;

        await Refused(
            [Delete(A("host1", "192.0.2.1")), Create(A("host2", "192.0.2.2")), Delete(A("host3", "192.0.2.3"))],
            "host3.servicediscovery.internal/A but it was not found");

        zone.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task A_refusal_names_every_change_that_is_refused() =>
        await Refused([Delete(A("host1", "192.0.2.1")), Create(A("host2", "not an address"))], "host1", "host2");

    [Fact]
    public async Task A_set_that_exists_cannot_be_created()
    {
        await Change(Create(A("host1", "192.0.2.1")));
        await Refused([Create(A("host1", "192.0.2.2"))], "already exists");
    }

    [Fact]
    public async Task A_set_that_differs_cannot_be_deleted()
    {
        await Change(Create(A("host1", "192.0.2.1")));
        await Refused([Delete(A("host1", "192.0.2.2"))], "do not match the current values");
    }

    [Fact]
    public async Task A_set_is_replaced_by_its_deletion_and_the_creation_of_another()
    {
        await Change(Create(A("host1", "192.0.2.1")));
        await Change(Upsert(A("host1", "192.0.2.2")));

        (await Listed()).ShouldBe([A("host1", "192.0.2.2")]);
    }

    [Fact]
    public async Task A_list_may_replace_a_simple_set_by_identified_ones()
    {
        await Change(Create(Srv("calc", At("host1"))));
        await Refused([Create(Identified("calc", "one", At("host1")))], "other sets exist");

        await Change(
            Delete(Srv("calc", At("host1"))),
            Create(Identified("calc", "one", At("host1"))),
            Create(Identified("calc", "two", At("host2"))));

        (await Listed()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sets_of_one_name_share_one_policy()
    {
        await Change(Create(Identified("calc", "one", At("host1"))));

        await Refused([Create(Identified("calc", "two", At("host2")) with { Routing = Routing.Multivalue })], "other sets exist");
    }

    [Theory]
    [InlineData("calc.example.org", "not in servicediscovery.internal")]
    [InlineData("notservicediscovery.internal", "not in servicediscovery.internal")]
    [InlineData("Calc.servicediscovery.internal", "lower case")]
    [InlineData("calc.servicediscovery.internal.", "lower case")]
    [InlineData("a..servicediscovery.internal", "no domain name")]
    [InlineData("a b.servicediscovery.internal", "no domain name")]
    [InlineData("a\\.b.servicediscovery.internal", "no domain name")]
    [InlineData("ns.servicediscovery.internal", "the name server's own")]
    public async Task A_name_that_the_zone_cannot_hold_is_refused(string name, string because) =>
        await Refused([Create(A("x", "192.0.2.1") with { Key = new(name, RecordType.A) })], because);

    [Theory]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("2001:db8::1")]
    [InlineData("host1.servicediscovery.internal.")]
    public async Task A_value_that_is_no_address_is_refused(string value) =>
        await Refused([Create(A("host1", "192.0.2.1", value))], $"cannot hold '{value}'");

    [Theory]
    [InlineData("1 1 80")]
    [InlineData("1 1 65536 host1.servicediscovery.internal.")]
    [InlineData("1 -1 80 host1.servicediscovery.internal.")]
    [InlineData("1 1 80 host1.servicediscovery.internal")]
    [InlineData("1 1 80 ho st.")]
    [InlineData("1 1 80 .")]
    public async Task A_value_that_is_no_server_is_refused(string value) =>
        await Refused([Create(Srv("calc", value))], $"cannot hold '{value}'");

    [Fact]
    public async Task A_set_without_values_is_refused() => await Refused([Create(A("host1"))], "has no values");

    [Fact]
    public async Task Restoring_replaces_everything_and_tells_what_it_left_out()
    {
        await Change(Create(A("old", "192.0.2.9")));

        zone.Restore([A("host1", "192.0.2.1"), A("host2", "nonsense")]).ShouldHaveSingleItem().ShouldContain("host2");

        (await Listed()).ShouldBe([A("host1", "192.0.2.1")]);
    }

    [Fact]
    public async Task Whoever_holds_a_snapshot_sees_no_later_change()
    {
        var before = zone.Current;
        await Change(Create(A("host1", "192.0.2.1")));

        before.Sets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_concurrent_lists_that_replace_one_fence_one_takes_effect()
    {
        await Change(Create(A("host", "192.0.2.1")));
        var fence = zone.Current.Fence;

        var lists = Enumerable.Range(0, 200).Select(i => ChangeList.Compose(
            new FenceMove(fence, Fence(i)), [Create(A($"host{i}", "192.0.2.1"))], HeldSets.None));
        var sent = lists.Select(list => Task.Run(() => zone.ChangeAsync(list, CancellationToken.None))).ToArray();
        await Task.WhenAll(sent).ContinueWith(_ => { }, TaskScheduler.Default);

        sent.Count(list => list.IsCompletedSuccessfully).ShouldBe(1);
        (await Listed()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Failure_23_a_list_that_comes_after_another_one_changes_nothing()
    {
        await Change(Create(A("host1", "192.0.2.1")));
        var before = zone.Current;

        foreach (var old in new[] { null, FenceRecord.Of(Fence(7)) })
        {
            var list = ChangeList.Compose(new FenceMove(old, Fence(8)), [Create(A("host2", "192.0.2.1"))], HeldSets.None);
            await Should.ThrowAsync<ZoneRefusedException>(() => zone.ChangeAsync(list, CancellationToken.None));
        }

        zone.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task The_fence_is_answered_for_and_not_listed()
    {
        await Change(Create(A("host1", "192.0.2.1")));

        (await Listed()).ShouldHaveSingleItem();
        var fence = (await zone.ReadFenceAsync(CancellationToken.None)).ShouldNotBeNull();
        fence.Read().ShouldNotBeNull().Number.ShouldBe(1);
    }

    [Fact]
    public void A_domain_that_is_no_domain_name_makes_no_zone() =>
        Should.Throw<ArgumentException>(() => new LocalZone("not a domain", IPAddress.Loopback, clock)).Message
            .ShouldContain("not a domain");

    private Task<ZoneReceipt> Change(params RecordChange[] changes) => writer.ChangeAsync(changes);

    private static ZoneFence Fence(long number) => new(Guid.Empty, 1, number, Guid.CreateVersion7());

    private async Task Refused(RecordChange[] changes, params string[] because)
    {
        var refusal = await Should.ThrowAsync<ZoneRefusedException>(() => Change(changes));
        foreach (var reason in because) refusal.Message.ShouldContain(reason);
    }

    private async Task<List<RecordSet>> Listed() => await zone.ListAsync(CancellationToken.None).ToListAsync();
}
