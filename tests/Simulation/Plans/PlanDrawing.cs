using System.Collections.Immutable;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Draws a plan from a seed: three hosts, some services that come and go, and faults of a few kinds at a time.</summary>
internal sealed class PlanDrawing
{
    private const double Last = 175;

    private static readonly string[] Hosts = ["red", "green", "blue"];
    private static readonly string[] Services = ["calc", "time", "portal"];

    /// <summary>The names of which strangers touch the records.</summary>
    private static readonly string[] Names = [.. Services, .. Services.Select(service => $"_{service}._tcp")];

    private static readonly EngineLie[] Lies =
        [EngineLie.NothingRuns, EngineLie.NothingEnds, EngineLie.OtherPorts, EngineLie.NoPorts];

    private readonly Random random;
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<string> containers = [];
    private readonly int seed;

    /// <summary>Who owns which services, where names belong to whoever claims them first; null where anyone may claim them.</summary>
    private readonly OwnersOfServices? owners;

    private int addresses = 10;

    private PlanDrawing(int seed)
    {
        (this.seed, random) = (seed, Chance.Of(seed, "plan"));
        if (random.Happens(0.2)) owners = new OwnersOfServices(Services);
    }

    /// <param name="seed">The seed.</param>
    public static WorldPlan Draw(int seed) => new PlanDrawing(seed).Draw();

    private WorldPlan Draw()
    {
        foreach (var service in owners is null ? [] : Services) StartFirstOf(service, owners!);
        for (var left = random.Next(4, 9); left > 0; left--) Start(random.Seconds(1, 20));
        for (var left = random.Next(3, 9); left > 0; left--) Churn(random.Seconds(20, Last));

        // A few kinds of faults in each world, so that they meet; not all, so that it is not only noise.
        Action<TimeSpan>[] kinds = [.. FaultKinds().OrderBy(_ => random.Next()).Take(random.Next(0, 5))];
        foreach (var kind in kinds)
            for (var left = random.Next(1, 3); left > 0; left--)
                kind(random.Seconds(15, Last - 20));

        return new WorldPlan(seed)
        {
            Machines = [.. Hosts.Select(host => (host, Skew()))],
            ServerSkews = World.Servers.ToImmutableDictionary(server => server, _ => random.Seconds(-0.5, 0.5)),
            HasWitness = random.Happens(0.5),
            StopsWithoutTask = random.Happens(0.5),
            AdmitOnceHealthy = random.Happens(0.3),
            NamesAreBound = owners is not null,
            Steps = [.. steps.OrderBy(step => step.At)],
        };
    }

    private IEnumerable<Action<TimeSpan>> FaultKinds() =>
    [
        at => steps.Add(new KillAgent(at, random.Seconds(1, 70), random.Pick(Hosts))),
        at => steps.Add(new DeployAgent(at, random.Pick(Hosts))),
        at => steps.Add(new PauseAgent(at, random.Seconds(1, 80), random.Pick(Hosts))),
        at => steps.Add(new HangEngine(at, random.Seconds(1, 60), random.Pick(Hosts))),
        at => steps.Add(new CrashEngine(at, random.Seconds(1, 60), random.Pick(Hosts))),
        at => steps.Add(new LoseHints(at, random.Pick(Hosts), random.Next(1, 6))),
        ReplaceMachine,
        EndMachine,
        at => steps.Add(new ReaddressMachine(at, random.Pick(Hosts), NextAddress())),
        at => steps.Add(new JumpHostClock(at, random.Pick(Hosts), random.Seconds(-90_000, 90_000))),
        at => steps.Add(new JumpServerClock(at, random.Pick(World.Servers), random.Seconds(-90_000, 90_000))),
        at => steps.Add(new RenameMachine(at, random.Pick(Hosts), $"other-{random.Next(2)}")),
        at => steps.Add(new TwoNamesOfOneEngine(at, random.Seconds(1, 80), random.Pick(Hosts), "second")),
        at => steps.Add(new EngineLies(at, random.Seconds(1, 60), random.Pick(Hosts), random.Pick(Lies))),
        at => steps.Add(new BearTwin(at, random.Seconds(1, 80), random.Pick(Hosts), NextAddress())),
        // In the place of a restored store, which needs a person afterwards: scenarios play that. So that seeds keep their plans.
        _ => { },
        at => steps.Add(new Poison(at)),
        at => steps.Add(new LeaveFromTheFarFuture(at, random.Pick(Hosts))),
        at => steps.Add(new RejectedReport(at, random.Pick(Hosts))),
        at => steps.Add(new WitnessAway(at, random.Seconds(5, 120))),
        at => steps.Add(new ProberCutOff(at, random.Seconds(5, 60), random.Pick(World.Servers[2..]))),
        at => steps.Add(new PauseProcess(at, random.Seconds(1, random.Happens(0.3) ? 180 : 40), random.Pick(World.Servers))),
        at => steps.Add(new KillProcess(at, random.Seconds(1, 40), random.Pick(World.Servers))),
        at => steps.Add(new DeployProcess(at, random.Pick(World.Servers))),
        at => steps.Add(new BusAway(at, random.Seconds(1, 60))),
        at => steps.Add(new MessagesTwice(at, random.Seconds(20, 120), random.NextDouble())),
        at => steps.Add(new MessagesLate(at, random.Seconds(5, 60), random.NextDouble(), random.Seconds(1, 40))),
        DeadLetters,
        at => steps.Add(new MessagesOfANewerVersion(at, random.Seconds(20, 120), random.NextDouble())),
        at => steps.Add(new WordsOfANewerVersion(at, random.Seconds(5, 60), random.NextDouble())),
        at => steps.Add(new KindOfANewerVersion(at)),
        at => steps.Add(new NewerVersionWrites(at)),
        at => steps.Add(new StatesOfANewerVersion(at, random.Pick(Hosts))),
        at => steps.Add(new StoreFull(at, random.Seconds(1, 60))),
        at => steps.Add(new StoreAway(at, random.Seconds(1, 40))),
        at => steps.Add(new StoreFrozen(at, random.Seconds(1, 40))),
        at => steps.Add(new StoreReadOnly(at, random.Seconds(1, 40))),
        at => steps.Add(new StoreAnswersLost(at, random.Seconds(5, 60), random.NextDouble() * 0.5)),
        at => steps.Add(new CutSessions(at)),
        at => steps.Add(new JumpStoreClock(at, random.Seconds(1, 90_000))),
        at => steps.Add(new ZoneThrottles(at, random.Seconds(5, 60), random.NextDouble())),
        at => steps.Add(new ZoneBreaks(at, random.Seconds(5, 60), random.NextDouble() * 0.7)),
        at => steps.Add(new ZoneIsSlow(at, random.Seconds(5, 60), random.NextDouble())),
        at => steps.Add(new ZoneAnswersLost(at, random.Seconds(5, 60), random.NextDouble())),
        at => steps.Add(new ZoneAppliesLater(at, random.Seconds(5, 40), random.NextDouble())),
        LateCreation,
        at => steps.Add(new ZoneRefuses(at, random.Seconds(5, 60), random.Pick(Names))),
        at => steps.Add(new DeleteRecords(at, random.Pick(Names))),
        at => steps.Add(new EditRecords(at, random.Pick(Names))),
        at => steps.Add(new DeleteFence(at)),
        at => steps.Add(new EditFence(at, "a note")),
        at => steps.Add(new CopyOfTheStore(at, random.Seconds(10, 80))),
        at => steps.Add(new ForeignRecord(at, random.Seconds(5, 60), random.Pick(Names))),
        Sicken,
    ];

    private void Start(TimeSpan at, string? host = null)
    {
        var name = $"c{containers.Count + 1}";
        var (first, isUdp) = (random.Pick(Services), random.Happens(0.15));
        var claims = new Dictionary<int, string> { [8080] = first };
        if (random.Happens(0.2)) claims[8081] = random.Pick(owners?.FindSiblings(first) ?? Services);
        if (!isUdp && random.Happens(0.05)) claims[8082] = $"_{first}._tcp";
        var nonsense = !isUdp && random.Happens(0.15) ? Nonsense.Draw(random) : [];
        if (owners is not null && at > OwnersOfServices.Settled && random.Happens(0.4))
            nonsense[OwnersOfServices.PortOfIntrusion] = owners.DrawIntrusion(first, random);
        containers.Add(name);
        steps.Add(new StartContainer(at, host ?? random.Pick(Hosts), new ContainerSpec(name, claims)
        {
            IsFixed = claims.ContainsValue(Services[^1]),
            IsUdp = isUdp,
            Nonsense = nonsense,
            Owner = owners?.Find(first),
            Task = random.Happens(0.4) ? $"task-{random.Next(4)}" : null,
        }));
    }

    /// <summary>The owner's first container of a service, before anything goes wrong.</summary>
    private void StartFirstOf(string service, OwnersOfServices owners)
    {
        containers.Add($"c{containers.Count + 1}");
        steps.Add(new StartContainer(
            random.Seconds(1, 4), random.Pick(Hosts), ContainerSpec.Of(containers[^1], service) with { Owner = owners.Find(service) }));
    }

    private void Churn(TimeSpan at)
    {
        var container = random.Pick(containers);
        switch (random.Next(10))
        {
            case 0 or 1:
                Start(at);
                break;
            case 2 or 3:
                steps.Add(new StopContainer(at, container, random.Seconds(0, 15)));
                break;
            case 4:
                steps.Add(new CrashContainer(at, container));
                break;
            case 5:
                steps.Add(new RemoveContainer(at, container));
                break;
            case 6:
                steps.Add(new RestartContainer(at, container));
                break;
            case 7:
                steps.Add(new PauseContainer(at, random.Seconds(1, 40), container));
                break;
            default: // a deploy: the next one starts, the last one leaves
                Start(at);
                steps.Add(new StopContainer(at + random.Seconds(1, 10), container, random.Seconds(0, 15)));
                break;
        }
    }

    private void Sicken(TimeSpan at)
    {
        for (var left = random.Next(1, 4); left > 0; left--)
            steps.Add(new SickenContainer(at + random.Seconds(0, 15), random.Seconds(5, 120), random.Pick(containers)));
    }

    /// <summary>The list that creates a name comes only after the name was created by another one, changed and deleted.</summary>
    private void LateCreation(TimeSpan at)
    {
        var (begin, one, other) = (at / 2, $"c{containers.Count + 1}", $"c{containers.Count + 2}");
        containers.AddRange([one, other]);
        steps.Add(new ZoneAppliesLater(begin, TimeSpan.FromSeconds(2), 1, After: random.Seconds(88, 98)));
        steps.Add(new StartContainer(begin + random.Seconds(0.1, 1.5), random.Pick(Hosts), ContainerSpec.Of(one, "rare")));
        steps.Add(new StartContainer(begin + random.Seconds(40, 50), random.Pick(Hosts), ContainerSpec.Of(other, "rare")));
        steps.Add(new RemoveContainer(begin + random.Seconds(55, 60), one));
        steps.Add(new RemoveContainer(begin + random.Seconds(65, 75), other));
    }

    private void DeadLetters(TimeSpan at)
    {
        var window = random.Seconds(2, 20);
        steps.Add(new MessagesDead(at, window, random.NextDouble()));
        if (random.Happens(0.7)) steps.Add(new Redrive(at + window + random.Seconds(1, 60)));
    }

    /// <summary>A machine is gone; perhaps another one gets its name, perhaps even its address.</summary>
    private void ReplaceMachine(TimeSpan at)
    {
        var host = random.Pick(Hosts);
        steps.Add(new KillMachine(at, host));
        if (!random.Happens(0.7)) return;
        var born = at + random.Seconds(1, 80);
        steps.Add(new BearMachine(born, host, NextAddress(), Skew()));
        for (var left = random.Next(0, 4); left > 0; left--) Start(born + random.Seconds(1, 10), host);
    }

    /// <summary>The end of a machine is announced: by its group, which drains it, or by a Spot notice, which may be withdrawn.</summary>
    private void EndMachine(TimeSpan at)
    {
        var host = random.Pick(Hosts);
        var lasts = random.Seconds(5, 90);
        if (random.Happens(0.5))
        {
            steps.Add(new AnnounceEnd(at, lasts, host, IsSpot: random.Happens(0.7), Comes: random.Happens(0.6)));
            return;
        }

        steps.Add(new DrainMachine(at, lasts, host, random.Pick(Hosts.Where(other => other != host).ToArray())));
        steps.Add(new KillMachine(at + lasts + random.Seconds(1, 20), host));
    }

    private string NextAddress() => $"10.0.0.{++addresses}";

    private TimeSpan Skew() => random.Happens(0.2) ? random.Seconds(-600, 600) : random.Seconds(-1, 1);
}
