using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>A projector or a health saga stands still, and goes on as if nothing had happened.</summary>
internal sealed record PauseProcess(TimeSpan At, TimeSpan For, string Process) : Window(At, For)
{
    public override void Begin(World world) => world.PauseProcess(Process);

    public override void Finish(World world) => world.ResumeProcess(Process);
}

/// <summary>Whichever projector leads stands still.</summary>
internal sealed record PauseLeader(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world)
    {
        if (world.FindLeader() is { } leader) world.PauseProcess(leader.Name);
    }

    public override void Finish(World world)
    {
        foreach (var process in world.Processes.Where(process => process.IsPaused)) world.ResumeProcess(process.Name);
    }
}

/// <summary>Whichever projector leads is killed, and started again.</summary>
internal sealed record KillLeader(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world)
    {
        if (world.FindLeader() is { } leader) world.KillProcess(leader.Name);
    }

    public override void Finish(World world)
    {
        foreach (var name in World.Servers) world.StartProcess(name);
    }
}

/// <summary>A projector or a health saga is killed, and started again.</summary>
internal sealed record KillProcess(TimeSpan At, TimeSpan For, string Process) : Window(At, For)
{
    public override void Begin(World world) => world.KillProcess(Process);

    public override void Finish(World world) => world.StartProcess(Process);
}

/// <summary>A projector or a health saga is stopped as on a deployment, and its next version starts at once.</summary>
internal sealed record DeployProcess(TimeSpan At, string Process) : Step(At)
{
    public override void Begin(World world) => world.RestartProcess(Process);
}

/// <summary>The clock of a server jumps.</summary>
internal sealed record JumpServerClock(TimeSpan At, string Process, TimeSpan By) : Step(At)
{
    public override void Begin(World world) => world.JumpServerClock(Process, By);
}

/// <summary>EC2 and ECS say nothing.</summary>
internal sealed record WitnessAway(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world) => world.Witness.IsAway = true;

    public override void Finish(World world) => world.Witness.IsAway = false;
}

/// <summary>ECS stops nothing.</summary>
internal sealed record StopsFail(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world) => world.Stopper.IsAway = true;

    public override void Finish(World world) => world.Stopper.IsAway = false;
}

/// <summary>A health saga process reaches no container, so that every check fails.</summary>
internal sealed record ProberCutOff(TimeSpan At, TimeSpan For, string Process) : Window(At, For)
{
    public override void Begin(World world) => world.Fleet.CutOff.Add(Process);

    public override void Finish(World world) => world.Fleet.CutOff.Remove(Process);
}
