using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Health;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;
using Pipeline.HealthSaga.Settings;
using Pipeline.Producer.Settings;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Dns;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Oracles;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>One world: machines with their agents, two projectors, two health sagas, the bus, the store and the zone.</summary>
internal sealed partial class World
{
    public const string Domain = "sim.internal";

    /// <summary>The names of the servers' processes.</summary>
    public static readonly string[] Servers = ["projector-1", "projector-2", "saga-1", "saga-2"];

    private static readonly HealthPolicy Policy = new()
    {
        Checks = new CheckDefaults("http:/health", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)),
        Grace = TimeSpan.FromSeconds(10),
        Ttl = TimeSpan.FromSeconds(5),
    };

    private readonly Random latencies;
    private readonly StoryLogs logs;
    private readonly Dictionary<string, MachineClock> serverClocks;
    private readonly Dictionary<string, ServiceProcess> servers = [];
    private int starts;

    public World(WorldPlan plan, bool keepsStory)
    {
        Plan = plan;
        HinderingSteps = [.. plan.Steps.Where(step => step.Hinders)];
        Clock = new WorldClock();
        Story = new Story(Clock, keepsStory);
        logs = new StoryLogs(Story);
        latencies = Chance.Of(plan.Seed, "latencies");
        personIds = Chance.Of(plan.Seed, "person");
        Fleet = new Fleet(Clock, Story);
        Bus = new SimulatedBus(Clock, Chance.Of(plan.Seed, "bus"), Story);
        Zone = new SimulatedZone(Domain, Clock, Chance.Of(plan.Seed, "zone"), Story);
        Store = new WorldStore(Clock, Chance.Of(plan.Seed, "store"), DrawLatency, Story);
        Stopper = new SimulatedStopper(Fleet, Clock, Story, plan.StopsWithoutTask, MayBeAnswered);
        Witness = new SimulatedWitness(Fleet);
        serverClocks = Servers.ToDictionary(
            name => name, name => new MachineClock(Clock) { Skew = plan.ServerSkews.GetValueOrDefault(name) });
    }

    public WorldPlan Plan { get; }

    /// <summary>The steps of the plan during which nobody may be able to keep the zone up to date.</summary>
    public Step[] HinderingSteps { get; }

    public WorldClock Clock { get; }

    public Story Story { get; }

    public Fleet Fleet { get; }

    public SimulatedBus Bus { get; }

    public SimulatedZone Zone { get; }

    public WorldStore Store { get; }

    public SimulatedStopper Stopper { get; }

    public SimulatedWitness Witness { get; }

    public IEnumerable<ServiceProcess> Processes => servers.Values;

    public ProjectorSettings Projector => new()
    {
        Domain = Domain,
        Ttl = Policy.Ttl,
        FullPassEvery = TimeSpan.FromSeconds(30),
        LeasesEvery = TimeSpan.FromSeconds(2),
        Names = new NameSettings
        {
            Unlisted = Plan.NamesAreBound ? UnlistedNames.FirstClaim : UnlistedNames.Anyone,

            // Longer than clocks jump: a name that is released may belong to another.
            ReleaseAfter = TimeSpan.FromDays(30),
        },
        Admission = new Admission(Plan.AdmitOnceHealthy, Policy.Checks),
    };

    public HealthSettings Health => new()
    {
        Domain = Domain,
        Policy = Policy with { AdmitOnceHealthy = Plan.AdmitOnceHealthy, StopsWithoutTask = Plan.StopsWithoutTask },
        JudgeEvery = TimeSpan.FromSeconds(2),
    };

    private static AgentSettings Agent => new() { ReportInterval = TimeSpan.FromSeconds(10), DrainLimit = TimeSpan.FromMinutes(2) };

    /// <summary>The true time, for those who look on from outside.</summary>
    public TimeProvider OutsideClock => new ProcessClock(new MachineClock(Clock), owner: null);

    /// <summary>The zone as somebody reaches it from outside.</summary>
    public Route53Zone OpenZone() => new(
        new Route53Client(Zone, new SimulatedProcess("outside", new MachineClock(Clock)), () => TimeSpan.Zero),
        new Route53ZoneSettings { Domain = Domain, ZoneId = SimulatedZone.Id },
        OutsideClock, Chance.Of(Plan.Seed, "outside"), NullLogger<Route53Zone>.Instance);

    /// <summary>Puts everything in motion: processes, machines, and the plan.</summary>
    public void Begin()
    {
        foreach (var (index, (name, skew)) in Plan.Machines.Index()) BearMachine(name, $"10.0.0.{index + 1}", skew);
        foreach (var name in Servers) StartProcess(name);
        foreach (var step in Plan.Steps)
        {
            Clock.At(step.At, () => Perform(step, step.Begin));
            if (step is Window or StopContainer) Clock.At(step.End < Plan.HealsAt ? step.End : Plan.HealsAt, () => step.Finish(this));
        }

        Clock.At(Plan.HealsAt, Heal);
    }

    /// <summary>Whether somebody may still be sent to a container that serves. Of two machines with one name nobody can tell.</summary>
    private bool MayBeAnswered(ModelContainer container) =>
        Fleet.Living.Count(machine => machine.Name == container.Machine.Name) == 1
        && Truth.InstancesOf(container).Any(instance =>
            instance.Names.Any(name => Zone.MayAnswer(name, instance.Value, Policy.Ttl))
            || (instance.Address is { } address && !IsSharedByOthers(instance, address)
                && Zone.MayAnswer($"{instance.Service}.{Domain}", address, Policy.Ttl)));

    /// <summary>Whether an address at a service's name is, or was lately, another instance's too, or a host's of that name.</summary>
    private bool IsSharedByOthers(TrueInstance instance, string address) =>
        Fleet.Machines.Any(machine => machine.Name == instance.Service)
        || Fleet.Containers.Any(other => other != instance.Container && other.Machine.Address == address
            && other.Spec.IsFixed && other.Spec.Claims.Values.Contains(instance.Service));

    private void Perform(Step step, Action<World> act)
    {
        Story.Tell("plan", step.ToString());
        act(this);
    }

    /// <summary>Most calls take no time that counts; some are slow, so that others overtake them.</summary>
    private TimeSpan DrawLatency() =>
        latencies.Next(4) == 0 ? TimeSpan.FromMilliseconds(latencies.Next(1, 40)) : TimeSpan.Zero;

    private Random NextRandom(string name) => Chance.Of(Plan.Seed, $"{name} {++starts}");
}
