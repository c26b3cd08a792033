using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Hosts;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Adoption;

public sealed class When_records_of_a_lost_ledger_are_taken_over
{
    private static readonly AdoptedZone Red = new AdoptedZone().WithHost("red", "192.0.2.7").With(A("red", "192.0.2.7"));

    [Fact]
    public void What_is_as_desired_is_kept() =>
        Fates(Red.Running("red", "c1", "calc", 32768).With(Srv("calc", "32768 red")))
            .ShouldBe([("calc", RecordFate.Kept), ("red", RecordFate.Kept)]);

    [Fact]
    public void What_has_stopped_since_is_taken_over_and_removed()
    {
        var zone = Red.With(Srv("calc", "32768 red"));

        Fates(zone).ShouldBe([("calc", RecordFate.Removed), ("red", RecordFate.Kept)]);
        zone.PlanAfter(zone.Adopt(RecordOrigin.Ledger)).ShouldBe([new RecordChange(ChangeAction.Delete, Srv("calc", "32768 red"))]);
    }

    [Fact]
    public void A_name_that_has_changed_since_is_set_to_what_runs() =>
        Fates(Red.Running("red", "c1", "calc", 32768).With(Srv("calc", "32768 red", "32769 red")))
            .ShouldBe([("calc", RecordFate.Changed), ("red", RecordFate.Kept)]);

    [Fact]
    public void A_record_of_a_host_that_is_gone_is_removed_with_its_address()
    {
        var gone = new Host { Id = Host.StreamOf("blue"), Address = "192.0.2.8", Status = HostStatus.Left };
        var zone = (Red with { Hosts = Red.Hosts.Add(gone) }).With(Srv("calc", "32768 blue"), A("blue", "192.0.2.8"));

        Fates(zone).ShouldBe([("blue", RecordFate.Removed), ("calc", RecordFate.Removed), ("red", RecordFate.Kept)]);
    }

    [Fact]
    public void A_host_that_nobody_knows_keeps_its_records_until_its_name_is_stated()
    {
        var zone = Red.With(Srv("calc", "32768 blue"), A("blue", "192.0.2.8"));

        Reasons(zone).ShouldBe([("blue", LeftReason.UnknownHost), ("calc", LeftReason.UnknownHost)]);
        zone.Adopt(RecordOrigin.Ledger, "calc", "blue").Taken.ShouldAllBe(one => one.Fate == RecordFate.Removed);
    }

    [Fact]
    public void While_a_host_is_silent_its_records_wait() =>
        Reasons(Red.With(Srv("calc", "32768 red")) with { Silent = ["red"] }).ShouldBe([("calc", LeftReason.SilentHost)]);

    [Theory]
    [InlineData("1 1 443 db.example.com.")]
    [InlineData("1 1 443 db.servicediscovery.internal.")]
    [InlineData("0 5 8080 red.servicediscovery.internal.")]
    [InlineData("1 1 8080 red.servicediscovery.internal")]
    [InlineData("1 1 8080 x.red.servicediscovery.internal.")]
    [InlineData("not an SRV value")]
    public void What_does_not_look_like_ours_is_left_alone(string value) =>
        Left(Red.With(Srv("db") with { Values = [value] })).ShouldBe(["db"]);

    [Fact]
    public void Another_TTL_is_another_hand() =>
        Reasons(Red.With(Srv("db", "5432 red") with { Ttl = 300 })).ShouldBe([("db", LeftReason.OtherTtl)]);

    [Fact]
    public void One_value_of_somebody_else_makes_the_record_somebody_elses() =>
        Left(Red.With(Srv("calc", "32768 red", "443 elsewhere"))).ShouldBe(["calc"]);

    [Fact]
    public void An_address_that_the_host_does_not_have_is_not_ours() =>
        Reasons(new AdoptedZone().WithHost("red", "192.0.2.7").With(A("red", "192.0.2.99")))
            .ShouldBe([("red", LeftReason.OtherAddress)]);

    [Fact]
    public void Addresses_of_nobody_are_left_alone() =>
        Reasons(Red.With(A("www", "192.0.2.80"), A("ip-10-0-1-5", "10.0.1.5")))
            .ShouldBe([("ip-10-0-1-5", LeftReason.UnknownHost), ("www", LeftReason.UnknownHost)]);

    [Fact]
    public void An_instance_whose_address_record_stays_foreign_keeps_the_record_that_leads_to_it()
    {
        var zone = new AdoptedZone().WithHost("red", "192.0.2.7").Running("red", "c1", "calc", 32768)
            .With(A("red", "192.0.2.99"), Srv("calc", "32768 red"));

        Reasons(zone).ShouldBe([("calc", LeftReason.ForeignTarget), ("red", LeftReason.OtherAddress)]);
    }

    [Fact]
    public void Sets_of_other_routing_policies_are_left_alone() =>
        Left(Red.With(
            Srv("db", "5432 red") with
            {
                Key = Srv("db").Key with { SetIdentifier = "one" },
                Routing = Routing.Other,
                Other = new OtherMembers { Region = "eu-west-1" },
            })).ShouldBe(["db"]);

    [Fact]
    public void An_alias_from_a_protocol_name_to_its_plain_name_is_ours_with_it()
    {
        var alias = RecordSet.CreateAlias(Srv("_calc._tcp").Key, ModelLedger.Zone, Srv("calc").Key.Name);

        Taken(Red.With(Srv("calc", "32768 red"), alias)).ShouldBe(["_calc._tcp", "calc", "red"]);
        Left(Red.With(Srv("calc", "32768 elsewhere"), alias)).ShouldBe(["_calc._tcp", "calc"]);
        Left(Red.With(RecordSet.CreateAlias(Srv("_web._tcp").Key, ModelLedger.Zone, Srv("calc").Key.Name))).ShouldBe(["_web._tcp"]);
    }

    [Fact]
    public void Addresses_at_a_services_name_are_ours_if_its_SRV_records_lead_there() =>
        Taken(Red.With(Srv("calc", "8080 red"), A("calc", "192.0.2.7"))).ShouldBe(["calc", "calc", "red"]);

    [Fact]
    public void What_the_ledger_holds_is_no_business_of_an_adoption() =>
        Taken(Red with { Held = Red.Zone }).ShouldBeEmpty();

    [Fact]
    public void Names_that_are_stated_are_all_that_is_taken_over() =>
        Red.With(Srv("calc", "32768 red"), Srv("time", "32769 red")).Adopt(RecordOrigin.Ledger, "time")
            .Taken.ShouldHaveSingleItem().Set.ShouldBe(Srv("time", "32769 red"));

    private static IEnumerable<string> Taken(AdoptedZone zone) => zone.Adopt(RecordOrigin.Ledger).Taken.Select(one => Label(one.Set));

    private static IEnumerable<string> Left(AdoptedZone zone) => zone.Adopt(RecordOrigin.Ledger).Left.Select(one => Label(one.Set));

    private static IEnumerable<(string, RecordFate)> Fates(AdoptedZone zone) =>
        zone.Adopt(RecordOrigin.Ledger).Taken.Select(one => (Label(one.Set), one.Fate));

    private static IEnumerable<(string, LeftReason)> Reasons(AdoptedZone zone) =>
        zone.Adopt(RecordOrigin.Ledger).Left.Select(one => (Label(one.Set), one.Reason));

    private static string Label(RecordSet set) => set.Key.Name[..^(Domain.Length + 1)];
}
