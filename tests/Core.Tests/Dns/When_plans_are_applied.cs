using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

/// <summary>What the planner promises of any registry, any zone and any ledger of it.</summary>
public sealed class When_plans_are_applied
{
    private static readonly string[] Hosts = ["red", "green", "blue"];
    private static readonly string[] Services = ["calc", "time", "_calc._tcp"];
    private static readonly string[] Foreigners = ["www", "mail", "blue", "time"];

    /// <summary>A consistent picture: every SRV value points to a name that is there.</summary>
    private static readonly Gen<RecordSet[]> Pictures = Gen.Select(
        Gen.Int[0, 2].Array[Hosts.Length],
        Gen.Select(Gen.Int[0, Services.Length - 1], Gen.Int[0, Hosts.Length - 1], Gen.Int[32768, 32770]).Array[0, 8],
        (addresses, instances) => instances
            .GroupBy(i => i.Item1, i => $"{i.Item3} {Hosts[i.Item2]}")
            .Select(service => Srv(Services[service.Key], [.. service]))
            .Concat(Hosts
                .Select((host, i) => A(host, $"192.0.2.{addresses[i]}"))
                .Where((_, i) => addresses[i] > 0 || instances.Any(v => v.Item2 == i)))
            .ToArray());

    private static readonly Gen<(RecordSet[] Before, RecordSet[] After)> Turns = Gen.Select(Pictures, Pictures);

    [Fact]
    public void The_zone_becomes_what_is_desired_and_the_next_plan_is_empty() => Turns.Sample(turn =>
    {
        var ledger = ModelLedger.Of(turn.Before);
        var plan = Plan(turn.After, ledger);

        ModelZone.Of(turn.Before).After(plan).ShouldBe(ModelZone.Of(turn.After));
        Plan(turn.After, ledger.Submitted(plan).Accepted(plan)).ShouldBeEmpty();
    });

    [Fact]
    public void A_plan_depends_on_nothing_but_what_it_is_made_from_and_not_on_its_order() => Turns.Sample(turn =>
    {
        var ledger = ModelLedger.Of(turn.Before);

        ZonePlan.Between(turn.After.Reverse().ToDictionary(set => set.Key), [.. ledger.Entries.Reverse()])
            .ShouldBe(Plan(turn.After, ledger));
    });

    [Fact]
    public void However_far_a_plan_has_come_nothing_points_to_a_name_that_is_missing() => Turns.Sample(turn =>
    {
        var zone = ModelZone.Of(turn.Before);
        foreach (var change in Plan(turn.After, ModelLedger.Of(turn.Before)))
        {
            zone = zone.After([change]).ShouldNotBeNull();
            foreach (var value in zone.Sets.Values.Where(set => set.Key.Type is RecordType.SRV).SelectMany(set => set.Values))
                zone.Sets.ShouldContainKey(new RecordKey(TargetOf(value), RecordType.A));
        }
    });

    [Fact]
    public void Only_what_differs_is_touched() => Turns.Sample(turn =>
    {
        var (before, after) = (ModelZone.Of(turn.Before), ModelZone.Of(turn.After));

        Plan(turn.After, ModelLedger.Of(turn.Before)).Select(change => change.Set.Key).ShouldBe(
            before.Sets.Keys.Union(after.Sets.Keys)
                .Where(key => !Equals(before.Sets.GetValueOrDefault(key), after.Sets.GetValueOrDefault(key))),
            ignoreOrder: true);
    });

    [Fact]
    public void Crashes_foreign_records_and_foreign_edits_are_outlived_and_what_is_foreign_stays_as_it_is() =>
        Gen.Select(Gen.Select(Pictures, Gen.Enum<Fate>()).Array[1, 5], Pictures, Gen.Int[0, Foreigners.Length].Select(n => Foreigners[..n]))
            .Sample((passes, last, names) =>
            {
                var foreign = names.Select(name => Srv(name, "443 elsewhere")).ToList();
                var (zone, ledger) = (ModelZone.Of(foreign), ModelLedger.Empty);
                foreach (var (desired, fate) in passes)
                    (zone, ledger) = Pass(zone, ledger, desired, fate);
                (zone, _) = Pass(zone, ledger, last, Fate.Completed);

                zone.ShouldBe(ModelZone.Of(last.Where(set => foreign.All(f => f.Key != set.Key)).Concat(foreign)));
            }, iter: 1_000);

    /// <summary>What becomes of a pass over the zone.</summary>
    private enum Fate
    {
        Completed,

        /// <summary>The writer dies before the list is sent.</summary>
        CrashedBeforeTheZone,

        /// <summary>The writer dies before the answer is noted.</summary>
        CrashedAfterTheZone,

        /// <summary>It completes, and then somebody else deletes one of the records.</summary>
        Vandalised,
    }

    /// <summary>One full pass: audit, plan, note, send each change, note again.</summary>
    private static (ModelZone, ModelLedger) Pass(ModelZone zone, ModelLedger ledger, RecordSet[] desired, Fate fate)
    {
        ledger = ledger.Audited(zone);
        var plan = Plan(desired, ledger);
        ledger = ledger.Submitted(plan);
        if (fate is Fate.CrashedBeforeTheZone) return (zone, ledger);

        foreach (var change in plan)
        {
            var after = zone.After([change]);
            zone = after ?? zone;
            if (fate is Fate.CrashedAfterTheZone) continue;
            ledger = after is null ? ledger.Refused([change]) : ledger.Accepted([change]);
        }

        return fate is Fate.Vandalised && plan is [var victim, ..] && ledger.Entries.Any(e => e.Key == victim.Set.Key && e.Held is not null)
            ? (new ModelZone(zone.Sets.Remove(victim.Set.Key)), ledger)
            : (zone, ledger);
    }

    private static IReadOnlyList<RecordChange> Plan(RecordSet[] desired, ModelLedger ledger) =>
        ZonePlan.Between(desired.ToDictionary(set => set.Key), ledger.Entries);
}
