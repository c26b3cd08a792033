using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>The end of the machine is announced; it comes, or the announcement is withdrawn.</summary>
internal sealed record AnnounceEnd(TimeSpan At, TimeSpan For, string On, bool IsSpot, bool Comes) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world) => world.AnnounceEnd(On, IsSpot);

    public override void Finish(World world)
    {
        if (Comes) world.KillMachine(On);
        else world.WithdrawEnd(On);
    }
}

/// <summary>
/// The end of the machine is announced by its Auto Scaling group. ECS starts what runs there on another machine, and stops it here only
/// then; at last the machine is gone.
/// </summary>
internal sealed record DrainMachine(TimeSpan At, TimeSpan For, string On, string To) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world)
    {
        world.AnnounceEnd(On, isSpot: false);
        world.StartReplacements(On, To);
    }

    public override void Finish(World world) => world.StopAll(On);
}
