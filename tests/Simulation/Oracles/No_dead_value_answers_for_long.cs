using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// The bound: a lease that runs out (3 reports of 10 s, and 30 s), a full pass (30 s and a tenth), and what retries and the TTL take. Time
/// counts only while nothing hinders the projectors, and while somebody could know that the value is dead.
/// </summary>
internal sealed class No_dead_value_answers_for_long : IStepOracle
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(130);

    private Dictionary<(string Name, string Value), TimeSpan> dead = [];
    private TimeSpan last;

    public string Sentence => $"no dead value answers longer than {Bound.TotalSeconds:0} s while anybody is able to lead";

    public IEnumerable<string> Check(World world)
    {
        var passed = world.Clock.Elapsed - last;
        last = world.Clock.Elapsed;
        var counts = !Hindrances.Any(world, last);
        var living = Truth.Instances(world)
            .SelectMany(instance => new[] { instance.Value, instance.Address }.OfType<string>()
                .SelectMany(_ => instance.Names, (value, name) => (name, value)))
            .ToHashSet();
        var machines = world.Fleet.Machines.Select(machine => $"{machine.Name}.{World.Domain}").ToHashSet();
        var now = new Dictionary<(string, string), TimeSpan>();
        foreach (var record in world.Zone.Records.Where(record => !machines.Contains(record.Id.Name)))
        {
            foreach (var value in record.Values.Where(value => !living.Contains((record.Id.Name, value))))
            {
                var known = dead.GetValueOrDefault((record.Id.Name, value));
                now[(record.Id.Name, value)] = counts && IsKnowable(world, value) ? known + passed : known;
            }
        }

        dead = now;
        return dead.Where(one => one.Value > Bound).Select(one => $"{one.Key.Name} '{one.Key.Value}' for {one.Value.TotalSeconds:0} s");
    }

    /// <summary>Where a machine runs whose agent or engine does not, nobody knows what became of its containers.</summary>
    private static bool IsKnowable(World world, string value)
    {
        var machine = value.Split(' ') is [.., _, var target]
            ? world.Fleet.Find(target.Split('.')[0])
            : world.Fleet.Living.FirstOrDefault(living => living.Address == value);
        return machine is null or { Agent.IsRunning: true, EngineHangs: false, EngineIsDown: false };
    }
}
