using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Adoption.AdoptedZone;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Adoption;

/// <summary>What an adoption promises, whatever the zone, the registry and the layout.</summary>
public sealed class Whatever_is_taken_over
{
    private static readonly string[] Hosts = ["red", "green", "blue"];
    private static readonly string[] Services = ["calc", "time"];

    private static readonly RecordSet[] Foreigners =
    [
        Srv("www", "443 elsewhere"), A("mail", "192.0.2.25"), Srv("db") with { Values = ["10 20 5432 db.example.com"] },
        Srv("time", "123 clock"), A("blue", "192.0.2.200"),
    ];

    /// <summary>Containers: service, host, port, whether it runs.</summary>
    private static readonly Gen<(int Service, int Host, int Port, bool Runs)[]> Containers =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[32768, 32770], Gen.Bool).Array[0, 7]
            .Select(all => all.DistinctBy(one => (one.Item2, one.Item3)).ToArray());

    /// <summary>Worlds: what lies in the zone in one origin's form, beside foreign records, and which hosts report here.</summary>
    private static readonly Gen<(AdoptedZone Zone, RecordOrigin Origin, RecordSet[] Foreign)> Worlds =
        Draw(Gen.Bool.Array[Hosts.Length], Gen.Bool.Array[Foreigners.Length]);

    /// <summary>Worlds in which every host reports here, and nobody else writes.</summary>
    private static readonly Gen<(AdoptedZone Zone, RecordOrigin Origin, RecordSet[] Foreign)> KnownWorlds =
        Draw(Gen.Const(true).Array[Hosts.Length], Gen.Const(false).Array[Foreigners.Length]);

    [Fact]
    public void Nothing_foreign_is_touched() => Worlds.Sample(world =>
    {
        var adoption = world.Zone.Adopt(world.Origin);

        adoption.Taken.Select(one => one.Set).Intersect(world.Foreign).ShouldBeEmpty();
        world.Zone.PlanAfter(adoption).ShouldNotContain(change => world.Foreign.Any(other => other.Key == change.Set.Key));
    });

    [Fact]
    public void At_no_moment_an_instance_that_runs_loses_its_answer_and_Route_53_refuses_nothing() => Worlds.Sample(world =>
    {
        var zone = ModelZone.Of(world.Zone.Zone);
        var served = Served(world.Zone, zone);
        foreach (var list in Batches.Units(world.Zone.PlanAfter(world.Zone.Adopt(world.Origin))))
        {
            zone = zone.After(list).ShouldNotBeNull();
            served.Except(Served(world.Zone, zone)).ShouldBeEmpty();
        }
    });

    [Fact]
    public void What_was_taken_over_is_not_taken_over_again_and_the_ledger_says_what_the_zone_holds() => Worlds.Sample(world =>
    {
        var adoption = world.Zone.Adopt(world.Origin);
        var again = world.Zone with { Held = [.. adoption.Taken.Select(one => one.Set)] };

        again.Adopt(world.Origin).Taken.ShouldBeEmpty();
        world.Zone.LedgerAfter(adoption).Select(entry => entry.Held).OfType<RecordSet>()
            .ShouldBe(adoption.Taken.Select(one => one.Set), ignoreOrder: true);
    });

    [Fact]
    public void Of_hosts_that_all_report_nothing_that_ended_answers_in_the_end() => KnownWorlds.Sample(world =>
    {
        var plan = world.Zone.PlanAfter(world.Zone.Adopt(world.Origin));

        var values = ModelZone.Of(world.Zone.Zone).After(plan).ShouldNotBeNull().Sets.Values
            .Where(set => set.Key.Type is RecordType.SRV)
            .SelectMany(set => set.Values, (set, value) => (set.Key.Name, value));
        values.ShouldBe(
            world.Zone.Containers.SelectMany(one => one.Instances, (one, instance) =>
                ($"{instance.Service}.{Domain}", $"1 1 {instance.At.Port} {one.Host}.{Domain}.")),
            ignoreOrder: true);
    });

    private static Gen<(AdoptedZone Zone, RecordOrigin Origin, RecordSet[] Foreign)> Draw(
        Gen<bool[]> reporting, Gen<bool[]> foreigners) => Gen.Select(
        Containers, reporting, Gen.Enum<ZoneLayout>(), Gen.Bool.Select(isAgent => isAgent ? RecordOrigin.Agent : RecordOrigin.Ledger),
        foreigners,
        (containers, reports, layout, origin, foreign) =>
        {
            var others = Foreigners.Where((_, index) => foreign[index]).ToArray();
            var zone = new AdoptedZone { Layout = layout };
            foreach (var (index, host) in Hosts.Index().Where(one => reports[one.Index])) zone = zone.WithHost(host, AddressOf(index));
            foreach (var (index, one) in containers.Index().Where(each => each.Item.Runs && reports[each.Item.Host]))
                zone = zone.Running(Hosts[one.Host], $"c{index}", Services[one.Service], one.Port);
            var sets = origin is RecordOrigin.Agent
                ? Hosts.Select((host, index) => AgentHost(host, AddressOf(index)))
                    .Concat(containers.Select((one, index) => AgentSrv(Services[one.Service], Hosts[one.Host], $"c{index}", one.Port)))
                : Hosts.Select((host, index) => A(host, AddressOf(index)))
                    .Concat(containers.GroupBy(one => one.Service, one => $"{one.Port} {Hosts[one.Host]}")
                        .Select(service => Srv(Services[service.Key], [.. service])));
            var taken = others.Select(other => (other.Key.Name, other.Key.Type)).ToHashSet();
            return (
                zone.With(others).With(sets.Where(set => !taken.Contains((set.Key.Name, set.Key.Type)))), origin, others);
        });

    private static string AddressOf(int host) => $"192.0.2.{host + 1}";

    /// <summary>The running instances that somebody finds who asks for their name: by port and by their host's label.</summary>
    private static HashSet<(string Name, int Port, string Host)> Served(AdoptedZone world, ModelZone zone)
    {
        var running = world.Containers.SelectMany(one => one.Instances, (one, instance) =>
            ($"{instance.Service}.{Domain}", instance.At.Port, one.Host)).ToHashSet();
        return
        [
            .. from set in zone.Sets.Values
               where set.Key.Type is RecordType.SRV
               from value in set.Values
               let srv = SrvValue.ParseForeign(value)
               where srv is not null && IsResolved(zone, srv.Value.Target)
               let found = (set.Key.Name, (int)srv.Value.Port, srv.Value.Target.Split('.')[0])
               where running.Contains(found)
               select found,
        ];
    }

    /// <summary>Whether a target has an address; those of another domain are somebody else's to resolve.</summary>
    private static bool IsResolved(ModelZone zone, string target) =>
        target.EndsWith(Elsewhere, StringComparison.Ordinal) || zone.Sets.Keys.Any(key => key.Name == target && key.Type.IsAddress);
}
