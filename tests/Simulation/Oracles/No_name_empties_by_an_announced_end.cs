using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// Where nothing else happens to hosts than that their end is announced, and comes: a name that an instance answered for has an answer for
/// as long as the instance is well with all of its task.
/// </summary>
internal sealed class No_name_empties_by_an_announced_end : IStepOracle
{
    /// <summary>What was done to a container itself lasts so long.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private readonly HashSet<(string Service, string Container)> answered = [];
    private HashSet<string>? untouched;

    public string Sentence => "no name goes empty by an announced end while one of its instances is well";

    public IEnumerable<string> Check(World world)
    {
        untouched ??= world.Plan.Steps.Any(step => step is AnnounceEnd or DrainMachine)
            ? Untouched.FindHosts(world, step => step is AnnounceEnd or DrainMachine or KillMachine)
            : [];
        if (untouched.Count == 0) yield break;

        var values = world.Zone.Records.Where(record => record.Id.Type is "SRV")
            .SelectMany(record => record.Values, (record, value) => (record.Id.Name, Value: value))
            .ToLookup(answer => answer.Name, answer => answer.Value);
        foreach (var instance in Truth.Instances(world).Where(instance => IsWell(world, instance)))
        {
            var (name, one) = ($"{instance.Service}.{World.Domain}", (instance.Service, instance.Container.Id));
            if (values[name].Contains(instance.Value)) answered.Add(one);
            else if (!values.Contains(name) && answered.Contains(one)) yield return $"{name} is empty, and {instance.Container} is well";
        }
    }

    private bool IsWell(World world, TrueInstance instance) =>
        untouched!.Contains(instance.Container.Machine.Name)
        && world.Fleet.WithSiblings(instance.Container).All(one => one is { IsSick: false, Since.Ticks: 0 })
        && (instance.Container.DisturbedAt is not { } at || world.Clock.Elapsed - at > Settled);
}
