using System.Text.Json;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;
using Pipeline.Core.Tests.Registration;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_pass_is_scoped
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void It_looks_at_the_services_and_hosts_that_changed()
    {
        var start = Scenario.Given().When(red.Started(ModelHost.Container("c1", red.Claim("calc", 32768), red.Claim("time", 32769, 9000))));

        ShouldBe(ZoneScope.FromEvents(start.Verdict.Events), services: ["calc", "time"], hosts: ["red"]);
    }

    [Fact]
    public void It_looks_at_a_service_that_lost_an_instance()
    {
        var stop = Scenario.Given(red.Started(red.Container("c1", "calc", 32768))).When(red.Stopped("c1"));

        ShouldBe(ZoneScope.FromEvents(stop.Verdict.Events), services: ["calc"], hosts: []);
    }

    [Fact]
    public void What_no_answer_depends_on_is_no_reason_to_look()
    {
        var refused = Scenario.Given(red.Reported()).When(red.Started(red.Container("c1", "no name!", 32768)));
        var suspected = Scenario.Given(red.Reported()).WhenSuspected("red");
        var mute = Scenario.Given(red.Reported()).WhenMute("red", "its machine runs");

        ZoneScope.FromEvents(refused.Verdict.Events).IsNothing.ShouldBeTrue();
        ZoneScope.FromEvents(suspected.Verdict.Events).IsNothing.ShouldBeTrue();
        ZoneScope.FromEvents(mute.Verdict.Events).IsNothing.ShouldBeTrue();
    }

    [Fact]
    public void Any_other_word_about_a_host_is_a_reason_to_look_at_it()
    {
        HostEvent[] events =
        [
            new HostJoined("127.0.1.1", Now),
            new HostMoved("127.0.1.2", Now),
            new HostLost(Now, Now),
            new HostDeparted("", Now),
            new HostReturned(Now),
        ];

        foreach (var happened in events)
            ShouldBe(ZoneScope.FromEvents([new RegistryEvent.OfHost("red", happened)]), services: [], hosts: ["red"]);
    }

    [Fact]
    public void Two_scopes_are_one_with_both() =>
        ShouldBe(new ZoneScope(["calc"], ["red"]).Union(new ZoneScope(["calc", "time"], [])), services: ["calc", "time"], hosts: ["red"]);

    [Fact]
    public void With_everything_any_scope_is_everything()
    {
        ZoneScope.All.Union(new ZoneScope(["calc"], ["red"])).ShouldBeSameAs(ZoneScope.All);
        new ZoneScope(["calc"], ["red"]).Union(ZoneScope.All).ShouldBeSameAs(ZoneScope.All);
    }

    [Fact]
    public void Nothing_adds_nothing()
    {
        ZoneScope.Nothing.IsNothing.ShouldBeTrue();
        ZoneScope.All.IsNothing.ShouldBeFalse();
        ShouldBe(ZoneScope.Nothing.Union(new ZoneScope(["calc"], ["red"])), services: ["calc"], hosts: ["red"]);
    }

    [Fact]
    public void It_travels_as_json()
    {
        ShouldBe(Sent(new ZoneScope(["_calc._tcp", "time"], ["red"])), services: ["_calc._tcp", "time"], hosts: ["red"]);
        Sent(ZoneScope.All).Everything.ShouldBeTrue();
        Sent(ZoneScope.Nothing).IsNothing.ShouldBeTrue();
    }

    private static ZoneScope Sent(ZoneScope scope) => JsonSerializer.Deserialize<ZoneScope>(JsonSerializer.Serialize(scope))!;

    private static void ShouldBe(ZoneScope scope, string[] services, string[] hosts)
    {
        scope.Services.ShouldBe(services, ignoreOrder: true);
        scope.Hosts.ShouldBe(hosts, ignoreOrder: true);
        scope.Everything.ShouldBeFalse();
    }
}
