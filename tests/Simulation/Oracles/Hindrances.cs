using Pipeline.Tests.Simulation.Processes;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>When nobody may be able to keep up with the world, so that bounds of time do not count.</summary>
internal static class Hindrances
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    public static bool Any(World world, TimeSpan now) =>
        Array.Exists(world.HinderingSteps, step => step.At <= now && now <= step.SettledAt + Recovery)
        || !world.Processes.OfType<ProjectorProcess>().Any(projector => projector.IsRunning);
}
