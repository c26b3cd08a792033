using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;
using Pipeline.Core.Tests.Registration.Worlds;

namespace Pipeline.Core.Tests.Registration;

/// <summary>What the registry promises of any world, and of any way in which its facts may come in.</summary>
public sealed class When_facts_arrive_in_any_order
{
    private const int Worlds = 3_000;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Registrar Registrar = new("servicediscovery.internal");

    private static readonly Gen<Step[]> Lives = Gen.Select(
        Gen.Int[0, World.HostCount - 1],
        Gen.Frequency(
            (6, Deed.Run),
            (3, Deed.RunAtOwnAddress),
            (3, Deed.Stop),
            (1, Deed.Survive),
            (4, Deed.Exit),
            (2, Deed.Remove),
            (2, Deed.Pause),
            (2, Deed.Resume),
            (3, Deed.Restart),
            (3, Deed.Report),
            (1, Deed.Crash),
            (1, Deed.Leave),
            (2, Deed.Begin),
            (1, Deed.BeginElsewhere)),
        Gen.Int[0, 11],
        (host, deed, pick) => new Step(host, deed, pick)).Array[0, 40];

    [Fact]
    public void The_registry_ends_in_the_truth_with_the_next_report_of_each_host() => Check((life, arrival) =>
    {
        var world = World.After(life).Concluded();
        var registry = Fold(arrival.Of(world.Stated));

        Picture.Of(FoldNextReports(world, registry)).ShouldBe(world.Truth);
    });

    [Fact]
    public void Whatever_was_lost_the_next_report_of_each_host_leads_to_the_truth() => Check((life, arrival) =>
    {
        var world = World.After(life).Concluded();
        var registry = Fold(arrival.WithLosses(world.Stated));

        Picture.Of(FoldNextReports(world, registry)).ShouldBe(world.Truth);
    });

    [Fact]
    public void Hosts_that_were_given_up_on_the_way_end_in_the_truth_with_their_next_report() => Check((life, arrival) =>
    {
        var world = World.After(life);
        var (told, registry) = (world.Stated.Count, Registry.Empty);
        foreach (var (i, fact) in arrival.Of(world.Stated).Index())
        {
            registry = Registrar.Decide(registry, fact, Now).After;
            if (arrival.GivesUpAfter(i)) registry = GiveUp(registry, fact.Host.Name);
        }

        Picture.Of(Fold(world.Concluded().Stated.Skip(told), registry)).ShouldBe(world.Truth);
    });

    [Fact]
    public void At_no_time_do_two_containers_share_an_address_and_each_is_known_by_it() => Check((life, arrival) =>
    {
        var registry = Registry.Empty;
        foreach (var fact in arrival.WithLosses(World.After(life).Stated))
        {
            registry = Registrar.Decide(registry, fact, Now).After;

            var held = registry.Containers.Values
                .SelectMany(c => c.Instances.Select(i => i.At).Distinct(), (c, at) => (At: at, c.Id))
                .ToList();
            held.Select(h => h.At).ShouldBeUnique();
            held.ShouldBe(registry.Holders.Select(h => (h.Key, h.Value)), ignoreOrder: true);
        }
    });

    [Fact]
    public void The_events_alone_lead_to_the_state() => Check((life, arrival) =>
    {
        var (decided, replayed) = (Registry.Empty, Registry.Empty);
        foreach (var fact in arrival.Of(World.After(life).Stated))
        {
            var verdict = Registrar.Decide(decided, fact, Now);
            (decided, replayed) = (verdict.After, verdict.Events.Aggregate(replayed, (registry, recorded) => registry.Evolve(recorded)));
        }

        Picture.Of(replayed).ShouldBe(Picture.Of(decided));
        replayed.Holders.ShouldBe(decided.Holders, ignoreOrder: true);
    });

    [Fact]
    public void Said_again_it_all_changes_nothing_that_is_to_be_seen() => Check((life, arrival) =>
    {
        var facts = arrival.Of(World.After(life).Stated);
        var registry = Fold(facts);

        foreach (var fact in facts)
        {
            var verdict = Registrar.Decide(registry, fact, Now);
            (verdict.Outcome is FactOutcome.Late or FactOutcome.Doubted, verdict.Events.Count).ShouldBe((true, 0));
        }
    });

    [Fact]
    public void Batches_that_read_only_what_they_concern_end_as_one_by_one() => Check((life, arrival) =>
    {
        var facts = arrival.Of(World.After(life).Stated);

        var registry = facts.Chunk(arrival.Delays[0] + 1).Aggregate(Registry.Empty, (known, batch) =>
            Slice.Merge(known, Fold(batch.OrderBy(fact => fact.Stamp.Epoch).ThenBy(fact => fact.Stamp.Sequence), Slice.Of(known, batch))));

        Picture.Of(registry).ShouldBe(Picture.Of(Fold(facts)));
    });

    [Fact]
    public void Verdicts_that_come_at_any_time_hold_back_the_condemned_and_nobody_else() => Check((life, arrival) =>
    {
        var world = World.After(life);
        var verdicts = arrival.VerdictsOn(world.Stated);
        var facts = arrival.WithLosses(world.Concluded().Stated);
        var registry = arrival.Among(facts, verdicts).Aggregate(Registry.Empty, (known, said) => said switch
        {
            IHostFact fact => Registrar.Decide(known, fact, Now).After,
            var verdict => Registrar.Decide(known, (IVerdict)verdict, Now).After,
        });

        registry = Fold(world.Concluded().Stated.TakeLast(World.HostCount), registry);

        var condemned = registry.Containers.Values
            .Where(c => c.Fitness is { Condemned: true } last && last.Run == c.StartedAt)
            .Select(c => c.Id)
            .ToHashSet();
        condemned.ShouldBeSubsetOf(verdicts
            .GroupBy(v => v.ContainerId)
            .Where(v => v.MaxBy(one => one.Sequence) is ContainerCondemned)
            .Select(v => v.Key));
        Picture.Of(registry).ShouldBe(world.Truth.Where(line =>
            !condemned.Any(id => line.StartsWith("instance") && line.EndsWith($" is {id}"))));
    });

    private static Registry FoldNextReports(World world, Registry registry)
    {
        var told = world.Stated.Count;
        return Fold(world.Concluded().Stated.Skip(told), registry);
    }

    private static Registry Fold(IEnumerable<IHostFact> facts, Registry? known = null) =>
        facts.Aggregate(known ?? Registry.Empty, (registry, fact) => Registrar.Decide(registry, fact, Now).After);

    private static Registry GiveUp(Registry registry, string host) => registry.Hosts.GetValueOrDefault(host) is { IsPresent: true } silent
        ? Registrar.Decide(registry, new LeaseFindings([], [(silent, registry.Leases[host])], Deaf: false), Now).After
        : registry;

    private static void Check(Action<Step[], Arrival> property) => Gen.Select(Lives, Arrival.Any).Sample(
        property,
        iter: Worlds,
        print: drawn => $"""
            steps:
              {string.Join("\n  ", drawn.Item1.Select(step => step.ToString()))}
            facts, in the order of their arrival:
              {string.Join("\n  ", drawn.Item2.Of(World.After(drawn.Item1).Stated).Select(Describe))}
            """);

    private static string Describe(IHostFact fact) => $"{fact.Host.Name} {fact.Stamp} {fact.GetType().Name}";
}
