using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// In a plan that only does something to containers, to other hosts, or to servers and their clocks: what was in DNS once, and is well with
/// all of its task, does not leave it for a moment; not even while its agent is deployed, or away for less than two reports, nor while the
/// end of its machine is announced.
/// </summary>
internal sealed class Neighbours_are_unharmed : IStepOracle
{
    /// <summary>What was done to a container itself lasts so long.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private HashSet<(string Name, string Value, string Container)> answered = [];
    private HashSet<string>? untouched;

    public string Sentence => "one container never takes down another";

    public IEnumerable<string> Check(World world)
    {
        untouched ??= Untouched.FindHosts(world, step => step is AnnounceEnd { IsSpot: false, Comes: false });
        if (untouched.Count == 0) return [];

        var well = Truth.Instances(world)
            .Where(instance => untouched.Contains(instance.Container.Machine.Name))
            .Where(instance => world.Fleet.WithSiblings(instance.Container).All(one => one is { IsSick: false, Since.Ticks: 0 }))
            .Where(instance => instance.Container.DisturbedAt is not { } at || world.Clock.Elapsed - at > Settled)
            .SelectMany(instance => AnswersOf(world, instance), (instance, answer) =>
                (answer.Name, answer.Value, Container: instance.Container.Id))
            .ToHashSet();
        var zone = world.Zone.Records
            .SelectMany(record => world.Zone.Zone.AnswersOf(record), (record, value) => (record.Id.Name, value)).ToHashSet();
        var gone = answered.Where(one => well.Contains(one) && !zone.Contains((one.Name, one.Value))).ToArray();
        well.RemoveWhere(one => !zone.Contains((one.Name, one.Value)));
        answered = well;
        return gone.Select(one => $"{one.Name} '{one.Value}' is well, and left DNS");
    }

    /// <summary>
    /// At the name of a host is the host's address alone, and at a protocol name are those that claim it, if anybody ever does.
    /// </summary>
    private static IEnumerable<(string Name, string Value)> AnswersOf(World world, TrueInstance instance)
    {
        yield return ($"{instance.Service}.{World.Domain}", instance.Value);
        if (instance.Address is { } address && world.Fleet.Find(instance.Service) is null)
            yield return ($"{instance.Service}.{World.Domain}", address);
        if (instance.ProtocolName is { } name && !world.Fleet.Containers.Exists(other => other.Spec.Claims.Values.Contains(name)))
            yield return ($"{name}.{World.Domain}", instance.Value);
    }
}
