using System.Text;
using System.Text.Json;
using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

/// <summary>A fact is as good as its parts: a bad one is refused or left out by itself, and its neighbours count.</summary>
public sealed class When_a_part_of_a_fact_is_bad
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Good => red.Container("good", "calc", 32768);

    public static TheoryData<string> BadTexts =>
        [new string('x', 1_025), new string('x', 100_000), "a\0b", "\ud800", "", "😀", "a b", "-"];

    [Theory, MemberData(nameof(BadTexts))]
    public void A_name_that_cannot_be_a_name_is_refused_and_its_neighbours_are_registered(string name)
    {
        var report = Accept(red.Reported(ModelHost.Container("bad", red.Claim(name, 32770), red.Claim("time", 32771, 9000)), Good));

        var registry = Given(report).Registry;
        registry.Containers["bad"].Refusals.ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.InvalidName);
        registry.Containers["bad"].Instances.ShouldHaveSingleItem().Service.ShouldBe("time");
        registry.Containers["good"].Instances.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_address_that_nobody_can_reach_is_refused_alone()
    {
        foreach (var address in (string[])["::", "somewhere", "10.0.0", "\0", "010.0.0.1"])
            Given(Accept(red.Reported(ModelHost.Container("bad", red.Claim("time", 32770) with { Address = address }), Good))).Registry
                .Containers["bad"].Refusals.ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.NotPublished);
    }

    [Fact]
    public void Claims_beyond_the_most_that_count_are_refused_together()
    {
        var claims = Enumerable.Range(0, 2_000).Select(i => red.Claim($"s{i}", 20_000 + i, 1 + i)).ToArray();

        var registry = Given(Accept(red.Reported(ModelHost.Container("greedy", claims), Good))).Registry;

        registry.Containers["greedy"].Instances.Count.ShouldBe(ClaimRules.MaxClaims);
        registry.Containers["greedy"].Refusals.ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.TooMany);
        registry.Containers["good"].Instances.ShouldHaveSingleItem();
    }

    [Fact]
    public void Claims_that_say_the_same_again_count_once_and_hide_none_behind_them()
    {
        var same = Enumerable.Repeat(red.Claim("same", 32769, 7000), 1_000);
        var last = red.Claim("last", 32770, 7001);

        var registry = Given(Accept(red.Reported(ModelHost.Container("c", [.. same, last])))).Registry;

        registry.Containers["c"].Instances.Select(instance => instance.Service).ShouldBe(["same", "last"]);
    }

    [Fact]
    public void Many_containers_are_no_reason_to_reject_their_report()
    {
        var many = Enumerable.Range(0, 12_000).Select(i => ModelHost.Container($"c{i}", red.Claim("calc", null, 80))).ToArray();

        Accept(red.Reported(many)).ShouldBeOfType<HostReported>().Containers.Count.ShouldBe(12_000);
    }

    [Fact]
    public void A_container_without_an_identifier_is_left_out_and_said()
    {
        var intake = FactIntake.Accept(red.Reported(
            Good with { Id = "" }, Good with { Id = "a/b" }, Good with { Id = new string('f', 2_000) }, null!, Good, Good));

        intake.LeftOut.Count.ShouldBe(5);
        ((HostReported)intake.Fact!).Containers.ShouldHaveSingleItem().Id.ShouldBe("good");
    }

    [Fact]
    public void A_text_is_as_long_as_an_index_of_the_store_holds()
    {
        var text = new string('日', FactIntake.MaxText);

        var intake = FactIntake.Accept(red.Reported(Good with { Name = text, Task = new(text, "", "", "") }, Good with { Id = text }));

        intake.LeftOut.ShouldHaveSingleItem();
        var container = ((HostReported)intake.Fact!).Containers.ShouldHaveSingleItem();
        Encoding.UTF8.GetByteCount(container.Name).ShouldBeInRange(FactIntake.MaxBytes - 6, FactIntake.MaxBytes);
        container.Name.ShouldEndWith("…");
        container.Task.ShouldBeNull();
    }

    [Fact]
    public void An_impossible_interval_becomes_the_nearest_possible_one()
    {
        ((HostReported)Accept(red.Reported() with { Interval = TimeSpan.Zero })).Interval.ShouldBe(TimeSpan.FromMilliseconds(100));
        ((HostReported)Accept(red.Reported() with { Interval = TimeSpan.MaxValue })).Interval.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_fact_about_nobody_is_rejected()
    {
        foreach (var fact in (IHostFact[])
            [
                red.Reported() with { Host = null! },
                red.Reported() with { Host = new("", "127.0.1.1") },
                red.Reported() with { Host = new("a.b", "127.0.1.1") },
                red.Reported() with { Host = new("red", "fd00::1") },
                red.Reported() with { Stamp = Stamp.None },
                red.Reported() with { Containers = null! },
                red.Stopped(""),
                red.Stopping("a/b"),
                red.Started(Good with { Id = null! }),
                red.Started(null!),
            ])
            FactIntake.Accept(fact).Flaw.ShouldNotBeNull(fact.ToString());
    }

    [Fact]
    public void Whatever_one_container_says_its_host_and_its_neighbours_count_and_all_of_it_can_be_stored()
    {
        var longText = Gen.Char.Array[0, 3_000].Select(letters => new string(letters));
        var text = Gen.OneOf(Gen.String, Gen.Const((string)null!), Gen.Const("a\0"), Gen.Const("\udc00x"), longText);
        var claim = Gen.Select(text, text, text, Gen.Int, Gen.Int, (service, address, check, port, hostPort) => new Endpoint
        {
            Service = service,
            Address = address,
            Check = check,
            CheckInterval = check,
            CheckTimeout = address,
            ContainerPort = port,
            HostPort = hostPort,
            Protocol = (TransportProtocol)(port % 3),
        });
        var container = Gen.Select(text, text, claim.Array[0, 4], (id, other, claims) => Good with
        {
            Id = id,
            Name = other,
            Image = id,
            Endpoints = claims,
            Task = new(other, id, other, id),
            Phase = (ContainerPhase)(claims.Length % 4),
        });

        container.Array[0, 3].Sample(bad =>
        {
            var host = new ModelHost("red", "127.0.1.1");
            var intake = FactIntake.Accept(host.Reported([.. bad, Good])).Fact.ShouldNotBeNull();
            var registry = Given(intake).Registry;
            registry.Hosts.Keys.ShouldBe(["red"]);
            registry.Containers["good"].Instances.ShouldHaveSingleItem();
            JsonSerializer.Serialize(registry.Containers.Values).ShouldNotContain("\\u0000");
            FactIntake.Accept(intake).Fact.ShouldBeEquivalentTo(intake, "what is taken in once is taken in again as it is");
        });
    }

    private static IHostFact Accept(IHostFact fact) => FactIntake.Accept(fact).Fact.ShouldNotBeNull();
}
