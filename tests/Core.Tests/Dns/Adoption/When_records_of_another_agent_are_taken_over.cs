using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Layouts;
using static Pipeline.Core.Tests.Dns.Adoption.AdoptedZone;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Adoption;

public sealed class When_records_of_another_agent_are_taken_over
{
    private const string Id = "4f6c";

    private static readonly AdoptedZone Red = (new AdoptedZone() with { Layout = ZoneLayout.Weighted })
        .WithHost("red", "192.0.2.7").Running("red", Id, "calc", 32768)
        .With(AgentHost("red", "192.0.2.7"), AgentSrv("calc", "red", Id, 32768));

    [Fact]
    public void A_record_keeps_its_identifier_and_gets_our_value_in_place()
    {
        var adoption = Red.Adopt(RecordOrigin.Agent);

        adoption.Taken.Select(one => one.Fate).ShouldBe([RecordFate.Changed, RecordFate.Exchanged]);
        Red.PlanAfter(adoption).ShouldBe([
            new RecordChange(ChangeAction.Delete, AgentHost("red", "192.0.2.7")),
            new RecordChange(ChangeAction.Create, A("red", "192.0.2.7"), Joined: true),
            new RecordChange(
                ChangeAction.Upsert, AgentSrv("calc", "red", Id, 32768) with { Values = Srv("calc", "32768 red").Values })]);
    }

    [Fact]
    public void A_container_that_is_gone_is_taken_over_and_removed() =>
        Fates(Red.With(AgentSrv("calc", "red", "gone", 32769))).ShouldBe(
            [RecordFate.Removed, RecordFate.Changed, RecordFate.Exchanged], ignoreOrder: true);

    [Fact]
    public void A_host_without_an_agent_of_ours_is_left_to_its_own()
    {
        var zone = Red.With(AgentHost("blue", "192.0.2.8"), AgentSrv("calc", "blue", "c2", 32768));

        zone.Adopt(RecordOrigin.Agent).Left.Select(one => one.Reason).ShouldBe([LeftReason.UnknownHost, LeftReason.UnknownHost]);
        Fates(zone).Count().ShouldBe(2);
    }

    [Fact]
    public void A_container_that_runs_and_is_not_registered_keeps_its_record() =>
        Red.Running("red", "c2", "time", 32769).With(AgentSrv("calc", "red", "c2", 32769)).Adopt(RecordOrigin.Agent)
            .Left.ShouldHaveSingleItem().Reason.ShouldBe(LeftReason.NotRegistered);

    [Fact]
    public void In_another_layout_a_name_is_exchanged_as_a_whole_in_one_list()
    {
        var zone = Red with { Layout = ZoneLayout.Simple };

        zone.PlanAfter(zone.Adopt(RecordOrigin.Agent)).Where(change => change.Set.Key.Type is RecordType.SRV).ShouldBe([
            new RecordChange(ChangeAction.Delete, AgentSrv("calc", "red", Id, 32768)),
            new RecordChange(ChangeAction.Create, Srv("calc", "32768 red"), Joined: true)]);
    }

    [Fact]
    public void In_another_layout_a_name_waits_until_its_last_host_has_moved()
    {
        var zone = (Red with { Layout = ZoneLayout.Simple }).With(AgentSrv("calc", "blue", "c2", 32768));

        zone.Adopt(RecordOrigin.Agent).Left.Select(one => one.Reason)
            .ShouldBe([LeftReason.UnknownHost, LeftReason.DividedName], ignoreOrder: true);
    }

    [Fact]
    public void Beside_records_of_another_TTL_a_name_waits_as_well() =>
        Red.With(AgentSrv("calc", "blue", "c2", 32768) with { Ttl = 60 }).Adopt(RecordOrigin.Agent)
            .Left.Select(one => one.Reason).ShouldContain(LeftReason.DividedName);

    [Fact]
    public void A_host_that_has_another_address_here_keeps_its_records() =>
        (Red with { Hosts = [Red.Hosts[0] with { Address = "192.0.2.99" }] }).Adopt(RecordOrigin.Agent).Left
            .Select(one => one.Reason).ShouldContain(LeftReason.OtherAddress);

    [Fact]
    public void What_other_hands_wrote_is_left_alone() =>
        Red.With(Srv("db", "5432 red"), A("www", "192.0.2.80")).Adopt(RecordOrigin.Agent).Left.Select(one => one.Reason)
            .ShouldBe([LeftReason.OtherForm, LeftReason.OtherForm]);

    private static IEnumerable<RecordFate> Fates(AdoptedZone zone) => zone.Adopt(RecordOrigin.Agent).Taken.Select(one => one.Fate);
}
