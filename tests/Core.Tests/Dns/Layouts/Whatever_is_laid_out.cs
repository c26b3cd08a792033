using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Layouts.Services;

namespace Pipeline.Core.Tests.Dns.Layouts;

/// <summary>What every layout promises, however a service grows, shrinks and changes its layout.</summary>
public sealed class Whatever_is_laid_out
{
    private static readonly SetLimits Sets = new(Values: 4, Characters: 200, Identifiers: 5);
    private static readonly BatchLimits Batches = new(Elements: 12, Characters: 420 + ChangeCost.OfFence.Characters, Tokens: 10);

    private static readonly Gen<Location> Anywhere = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 12], Gen.Int[0, 1])
        .Select((host, container, port) => At($"host{host}", $"c{container}", 32_768 + (2 * container) + port));

    private static readonly Gen<Location[]> Crowds =
        Anywhere.Array[0, 30].Select(all => all.DistinctBy(location => location.Value).ToArray());

    private static readonly Gen<(ZoneLayout Layout, Location[] Locations)[]> Lives = Gen.Select(Gen.Enum<ZoneLayout>(), Crowds).Array[1, 6];

    [Fact]
    public void Laid_again_it_is_the_same() => Lives.Sample(life =>
    {
        IReadOnlyList<RecordSet> held = [];
        foreach (var (layout, locations) in life.Where(turn => turn.Locations.Length > 0))
        {
            held = layout.Within(Sets).LayOut(Of(locations, [.. held])).Sets;
            layout.Within(Sets).LayOut(Of(locations, [.. held])).Sets.ShouldBe(held, ignoreOrder: true);
        }
    });

    [Fact]
    public void Every_instance_is_laid_once_or_counted_as_left_out_and_no_limit_is_passed() => Lives.Sample(life =>
    {
        IReadOnlyList<RecordSet> held = [];
        foreach (var (layout, locations) in life.Where(turn => turn.Locations.Length > 0))
        {
            var laid = layout.Within(Sets).LayOut(Of(locations, [.. held]));
            held = laid.Sets;

            var values = held.SelectMany(set => set.Values).ToList();
            values.ShouldBeSubsetOf(locations.Select(location => location.Value));
            values.ShouldBeUnique();
            (values.Count + laid.LeftOut).ShouldBe(locations.Length);
            held.Count.ShouldBeLessThanOrEqualTo(Sets.Identifiers);
            held.ShouldAllBe(set => Sets.Hold(set.Values.Count, set.Values.Sum(value => value.Length)));
            held.Select(set => set.Routing.Policy).Distinct().Count().ShouldBe(1);
        }
    });

    [Fact]
    public void A_plan_is_taken_list_by_list_no_service_falls_silent_and_the_next_plan_is_empty() => Lives.Sample(life =>
    {
        var (zone, ledger) = (ModelZone.Of(), ModelLedger.Empty);
        foreach (var (layout, locations) in life)
        {
            var desired = Desired(layout, locations, zone);
            var plan = ZonePlan.Between(desired, ledger.Entries, Batches);
            var outlives = ValuesOf(zone.Sets).Intersect(ValuesOf(desired)).Any();
            foreach (var batch in Core.Dns.Budget.Batches.Split(plan, new HeldSets(ledger.Entries), Batches))
            {
                zone = zone.After(batch).ShouldNotBeNull();
                if (outlives) zone.Sets.ShouldNotBeEmpty();
            }

            ledger = ledger.Submitted(plan).Accepted(plan);
            ZonePlan.Between(Desired(layout, locations, zone), ledger.Entries, Batches).ShouldBeEmpty();
        }
    }, iter: 1_000);

    private static Dictionary<RecordKey, RecordSet> Desired(ZoneLayout layout, Location[] locations, ModelZone zone) =>
        locations.Length == 0 ? [] : layout.Within(Sets).LayOut(Of(locations, [.. zone.Sets.Values])).Sets.ToDictionary(set => set.Key);

    private static IEnumerable<string> ValuesOf(IReadOnlyDictionary<RecordKey, RecordSet> sets) =>
        sets.Values.SelectMany(set => set.Values);
}
