using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Status;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.History.Tests.Status;

public sealed class When_services_are_listed(RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    private readonly ModelHost red = new("red", "192.0.2.1");

    [Fact]
    public async Task Failure_58_what_the_zone_holds_is_beside_what_is_registered()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Reported(red.Container("a", "calc", 32768), red.Container("b", "calc", 32769)));

        var calc = (await ReadAsync(registry, Holding("calc", 1))).ShouldHaveSingleItem();

        calc.Instances.ShouldBe(2);
        calc.InDns.ShouldBe(1);
        calc.Believed.ShouldBeNull();
    }

    [Fact]
    public async Task A_zone_that_was_not_read_is_believed()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(red.Container("a", "calc", 32768)));

        var unread = (await ReadAsync(registry, Holding("calc", 1, "throttled"))).ShouldHaveSingleItem();
        unread.InDns.ShouldBe(1);
        unread.Believed.ShouldBe("throttled");
        var unknown = (await ReadAsync(registry, new(null, "no answer within 20 s"))).ShouldHaveSingleItem();
        unknown.InDns.ShouldBeNull();
        unknown.Believed.ShouldBe("no answer within 20 s");
    }

    [Fact]
    public async Task Failure_59_a_service_that_lost_its_last_instance_is_listed_for_a_day_with_the_name_of_the_last_container()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(red.Container("a", "calc", 32768)));
        await registry.FoldAsync(red.Stopped("a"));

        var calc = (await ReadAsync(registry, Holding("calc", 0))).ShouldHaveSingleItem();
        (calc.Name, calc.Instances).ShouldBe(("calc", 0));
        calc.InDns.ShouldBe(0);
        calc.Emptied.ShouldBe(new EmptiedView(registry.Time.GetUtcNow(), "name-of-a", "Stopped"));

        registry.Time.Advance(TimeSpan.FromHours(23));
        (await ReadAsync(registry, Holding("calc", 0))).ShouldHaveSingleItem();
        registry.Time.Advance(TimeSpan.FromHours(2));
        (await ReadAsync(registry, Holding("calc", 0))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_of_which_every_instance_is_held_back_says_so()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        var looping = red.Container("a", "calc", 32768) with { Crashes = new CrashCount(11, 1, IsHeldBack: true) };
        await registry.FoldAsync(red.Started(looping));

        var calc = (await ReadAsync(registry, Holding("calc", 0))).ShouldHaveSingleItem();

        calc.Instances.ShouldBe(0);
        calc.HeldBackBy.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new("crash loop", 1));
    }

    [Fact]
    public void Health_is_counted_by_container_that_is_checked()
    {
        var calc = new ServiceList
        {
            Domain = Domain,
            Registered = [new ServiceView("calc", $"calc.{Domain}", 3, 1, default)],
            Instances = [],
            Emptied = [],
            Sagas = [Saga("a", "Healthy"), Saga("b", "Suspect"), Saga("c", "Healthy") with { IsChecked = false }],
            Zone = Holding("calc", 3),
        }.Join().ShouldHaveSingleItem();

        calc.Checked.ShouldBe(2);
        calc.Healthy.ShouldBe(1);

        static SagaView Saga(string id, string state) => new(id, $"name-of-{id}", "red", ["calc"], state, default, "", null, null);
    }

    private static SourceAnswer<ZoneFacts> Holding(string service, int instances, string? unread = null) => new(
        new ZoneFacts
        {
            Id = "Z1",
            Unread = unread,
            ReadAt = default,
            InDns = ImmutableDictionary<string, int>.Empty.Add(service, instances),
        },
        null);

    private static Task<IReadOnlyList<ServiceView>> ReadAsync(RecordedRegistry registry, SourceAnswer<ZoneFacts> zone) =>
        new ServiceReader(registry.Reader, registry.Store.History(Domain), new NoSagas(), new KnownZone(zone), Domain, registry.Time)
            .ReadAsync(CancellationToken.None);

    private sealed class KnownZone(SourceAnswer<ZoneFacts> zone) : IZoneReader
    {
        public Task<SourceAnswer<ZoneFacts>> ReadZoneAsync(CancellationToken cancel) => Task.FromResult(zone);
    }
}
