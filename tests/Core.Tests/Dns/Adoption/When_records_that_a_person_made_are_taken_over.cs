using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Adoption;

public sealed class When_records_that_a_person_made_are_taken_over
{
    private static readonly AdoptedZone Red = new AdoptedZone().WithHost("red", "192.0.2.7").Running("red", "c1", "calc", 32768);

    [Fact]
    public void A_name_whose_every_value_is_registered_becomes_ours()
    {
        var hand = Srv("calc") with { Ttl = 300, Values = ["0 0 32768 RED.servicediscovery.internal"] };

        Red.With(hand).Adopt(RecordOrigin.Hand).Taken.ShouldHaveSingleItem().Fate.ShouldBe(RecordFate.Changed);
        Red.With(hand).PlanAfter(Red.With(hand).Adopt(RecordOrigin.Hand))
            .ShouldContain(new RecordChange(ChangeAction.Upsert, Srv("calc", "32768 red")));
    }

    [Fact]
    public void A_target_of_another_name_counts_by_its_address() =>
        Red.With(A("box", "192.0.2.7"), Srv("calc", "32768 box")).Adopt(RecordOrigin.Hand)
            .Taken.ShouldHaveSingleItem().Set.Key.ShouldBe(Srv("calc").Key);

    [Fact]
    public void A_value_that_nobody_registered_keeps_the_record_as_it_is() =>
        Red.With(Srv("calc", "32768 red", "443 outside")).Adopt(RecordOrigin.Hand)
            .Left.ShouldHaveSingleItem().Reason.ShouldBe(LeftReason.OtherValues);

    [Fact]
    public void A_name_that_nobody_claims_is_left_alone() =>
        Red.With(A("www", "192.0.2.80"), Srv("db", "5432 red")).Adopt(RecordOrigin.Hand)
            .Left.Select(one => one.Reason).ShouldBe([LeftReason.NotRegistered, LeftReason.NotRegistered]);

    [Fact]
    public void A_hosts_own_address_becomes_the_hosts() =>
        Red.With(A("red", "192.0.2.7") with { Ttl = 300 }).Adopt(RecordOrigin.Hand).Taken.ShouldHaveSingleItem().Fate
            .ShouldBe(RecordFate.Changed);
}
