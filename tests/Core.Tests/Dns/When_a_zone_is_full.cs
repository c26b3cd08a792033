using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_zone_is_full
{
    private static readonly RecordSet Red = A("red", "192.0.2.7");
    private static readonly RecordSet Blue = A("blue", "192.0.2.8");
    private static readonly RecordSet Calc = Srv("calc", "1 red", "2 red");
    private static readonly RecordSet Time = Srv("time", "3 blue");

    [Fact]
    public void With_room_for_all_nothing_is_left_out() =>
        Fit([Red, Blue, Calc, Time], held: [], room: 4).ShouldBe(([Red, Blue, Calc, Time], []));

    [Fact]
    public void Services_come_first_each_with_the_names_that_it_points_to() =>
        Fit([Red, Blue, Calc, Time], held: [], room: 2).ShouldBe(([Red, Calc], [new LeftOut(Time.Key.Name, 1, LeftOutReason.Records)]));

    [Fact]
    public void What_is_held_stays() =>
        Fit([Red, Blue, Calc, Time], held: [Blue, Time], room: 0)
            .ShouldBe(([Blue, Time], [new LeftOut(Calc.Key.Name, 2, LeftOutReason.Records)]));

    [Fact]
    public void A_set_without_the_name_that_it_points_to_would_be_no_answer() =>
        Fit([Red, Blue, Calc, Time], held: [Blue, Time], room: 1)
            .ShouldBe(([Blue, Time, Red], [new LeftOut(Calc.Key.Name, 2, LeftOutReason.Records)]));

    [Fact]
    public void What_is_withdrawn_makes_room() =>
        Fit([Red, Calc], held: [Red, Time], room: 0).ShouldBe(([Red, Calc], []));

    [Fact]
    public void A_zone_without_limit_is_never_full() =>
        Fit([Red, Calc], held: [Red, Time], room: int.MaxValue).ShouldBe(([Red, Calc], []));

    [Fact]
    public void A_host_that_runs_nothing_comes_last() => Fit([Red, Blue, Calc], held: [], room: 2).ShouldBe(([Red, Calc], []));

    private static Fitted Fit(RecordSet[] desired, RecordSet[] held, int room)
    {
        var records = new DesiredRecords(desired.ToImmutableDictionary(set => set.Key), []);
        var fitted = Capacity.Fit(records, ModelLedger.Of(held).Entries, room);
        return new Fitted(fitted);
    }

    private sealed record Fitted(DesiredRecords Desired)
    {
        public void ShouldBe((RecordSet[] Sets, LeftOut[] LeftOut) expected)
        {
            Desired.Sets.Values.ShouldBe(expected.Sets, ignoreOrder: true);
            Desired.LeftOut.ShouldBe(expected.LeftOut, ignoreOrder: false);
        }
    }
}
