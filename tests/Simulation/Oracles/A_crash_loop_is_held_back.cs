using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// A container that ended by itself twice or more is out of DNS for a pause, of 10 s at least. An agent that starts anew does not know of
/// former crashes, so hosts to which anything happens do not count.
/// </summary>
internal sealed class A_crash_loop_is_held_back : IStepOracle
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);

    private bool? applies;

    public string Sentence => "what crashes again and again does not answer at once";

    public IEnumerable<string> Check(World world)
    {
        applies ??= world.Plan.Steps.Any(step => step is CrashAndRestart);
        if (applies is false || Hindrances.Any(world, world.Clock.Elapsed)) return [];
        return
            from container in world.Fleet.Containers
            where IsHeldBack(container, world.Clock.Elapsed)
            where !world.Plan.Steps.Any(step => step.Host == container.Machine.Name && step is not StartContainer)
            from instance in Truth.InstancesOf(container)
            where world.Zone.Records.Any(record =>
                record.Id.Name == $"{instance.Service}.{World.Domain}" && record.Values.Contains(instance.Value))
            select $"{container} crashed {container.Crashes.Count} times in a row, and answers at once";
    }

    private static bool IsHeldBack(ModelContainer container, TimeSpan now) =>
        container.Crashes is [_, .., var last] && now - last > Noticed && now - last < ShortestPause;
}
