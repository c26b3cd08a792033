using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>Under the first claim, whatever is claimed, given away, released and judged, in whatever order.</summary>
public sealed class Whoever_claims_a_name
{
    private const int Hosts = 3, Families = 3;

    private static readonly string[] Services = ["calc", "_calc._tcp", "time", $"v2.calc.{Scenario.Domain}"];
    private static readonly Registrar Registrar = new(Scenario.Domain, names: () => new NameRules([], UnlistedNames.FirstClaim));

    private static readonly Gen<Deed[]> AnyDeeds =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Hosts - 1], Gen.Int[0, Families - 1], Gen.Int[0, 1 << 20],
            (kind, host, family, pick) => new Deed(kind, host, family, pick)).Array[1, 40];

    [Fact]
    public void A_name_has_instances_of_one_owner_at_most() => AnyDeeds.Sample(deeds =>
    {
        foreach (var registry in After(deeds))
            foreach (var name in registry.Containers.Values
                .SelectMany(c => c.Instances, (c, i) => (Owned: OwnedName.Of(i.Service), Claimant.Of(c).Owner)).GroupBy(one => one.Owned))
                name.Select(one => one.Owner).Distinct().Count().ShouldBe(1, name.Key);
    }, iter: 2_000);

    [Fact]
    public void A_name_that_is_owned_has_no_instance_of_another() => AnyDeeds.Sample(deeds =>
    {
        foreach (var registry in After(deeds))
            foreach (var (owned, claimant) in registry.Containers.Values
                .SelectMany(c => c.Instances, (c, i) => (OwnedName.Of(i.Service), Claimant.Of(c))))
                if (registry.Names[owned].Owner is { } owner) claimant.Is(owner).ShouldBeTrue($"{owned} is {owner}'s");
    }, iter: 2_000);

    [Fact]
    public void No_claim_in_whatever_order_takes_a_name_from_its_owner() => AnyDeeds.Sample(deeds =>
    {
        Registry? before = null;
        foreach (var registry in After([.. deeds.Where(deed => deed.Kind < 8)]))
        {
            foreach (var bound in before?.Names.Values ?? []) registry.Names[bound.Name].Owner.ShouldBe(bound.Owner);
            before = registry;
        }
    }, iter: 1_000);

    /// <summary>The registry after each deed.</summary>
    private static IEnumerable<Registry> After(Deed[] deeds)
    {
        var hosts = Enumerable.Range(0, Hosts).Select(host => new ModelHost($"host-{host}", $"127.0.1.{host + 1}")).ToArray();
        var running = Enumerable.Range(0, Hosts).Select(_ => new List<ContainerSnapshot>()).ToArray();
        var registry = Registry.Empty;
        foreach (var (index, deed) in deeds.Index())
        {
            var (host, runs) = (hosts[deed.Host], running[deed.Host]);
            var owned = OwnedName.Of(Services[deed.Pick % 3]);
            var picked = runs is [] ? null : runs[deed.Pick % runs.Count];
            registry = deed.Kind switch
            {
                0 or 1 or 2 => Registrar.Decide(registry, host.Started(Run(deed, index, host, runs)), Scenario.Now).After,
                3 or 4 => Registrar.Decide(registry, host.Reported([.. runs]), Scenario.Now).After,
                5 when picked is not null && runs.Remove(picked) =>
                    Registrar.Decide(registry, host.Stopped(picked.Id), Scenario.Now).After,
                6 when picked is not null => Registrar.Decide(registry, host.Condemned(picked.Id, index + 1), Scenario.Now).After,
                7 when picked is not null => Registrar.Decide(registry, host.Reinstated(picked.Id, index + 1), Scenario.Now).After,
                8 => NameDecisions.Give(registry, owned, $"family:{deed.Family}", Scenario.Now).After,
                9 => NameDecisions.Release(registry, owned, "by hand", Scenario.Now).After,
                _ => registry,
            };
            yield return registry;
        }
    }

    private static ContainerSnapshot Run(Deed deed, int index, ModelHost host, List<ContainerSnapshot> runs)
    {
        var container = host.Container($"c{index}", Services[deed.Pick % Services.Length], 32768 + index) with
        {
            Task = new("arn", "main", $"{deed.Family}:{index}", "app"),
        };
        runs.Add(container);
        return container;
    }

    private sealed record Deed(int Kind, int Host, int Family, int Pick);
}
