using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>The agent's process is killed, and a new one starts.</summary>
internal sealed record KillAgent(TimeSpan At, TimeSpan For, string On) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world) => world.KillAgent(On);

    public override void Finish(World world) => world.StartAgent(On);
}

/// <summary>The agent is stopped as on a deployment, and the next version starts at once.</summary>
internal sealed record DeployAgent(TimeSpan At, string On) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.RestartAgent(On);
}

internal sealed record PauseAgent(TimeSpan At, TimeSpan For, string On) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world) => world.PauseAgent(On);

    public override void Finish(World world) => world.ResumeAgent(On);
}

/// <summary>The engine answers no calls.</summary>
internal sealed record HangEngine(TimeSpan At, TimeSpan For, string On) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world) => world.HangEngine(On, hangs: true);

    public override void Finish(World world) => world.HangEngine(On, hangs: false);
}

/// <summary>The engine crashes with its containers, and comes back with none.</summary>
internal sealed record CrashEngine(TimeSpan At, TimeSpan For, string On) : Window(At, For)
{
    public override string? Host => On;

    public override void Begin(World world) => world.CrashEngine(On);

    public override void Finish(World world) => world.RecoverEngine(On);
}

/// <summary>The engine forgets to say what happened.</summary>
internal sealed record LoseHints(TimeSpan At, string On, int Count) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.LoseHints(On, Count);
}

/// <summary>The machine is gone, with its containers and its agent.</summary>
internal sealed record KillMachine(TimeSpan At, string On) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.KillMachine(On);
}

/// <summary>A new machine gets a name that is free.</summary>
internal sealed record BearMachine(TimeSpan At, string Name, string Address, TimeSpan Skew) : Step(At)
{
    public override string? Host => Name;

    public override void Begin(World world) => world.BearMachine(Name, Address, Skew);
}

/// <summary>The machine gets another address, and its agent starts again.</summary>
internal sealed record ReaddressMachine(TimeSpan At, string On, string Address) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.ReaddressMachine(On, Address);
}

/// <summary>The host gets another name: its machine keeps engine and containers, and its agent starts again.</summary>
internal sealed record RenameMachine(TimeSpan At, string On, string Name) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.RenameMachine(On, Name);
}

/// <summary>Two agents watch one engine, each under a host's name of its own.</summary>
internal sealed record TwoNamesOfOneEngine(TimeSpan At, TimeSpan For, string On, string Second) : Window(At, For)
{
    public override bool Hinders => true;

    public override TimeSpan SettledAt => End + TimeSpan.FromSeconds(60);

    public override string? Host => On;

    public override void Begin(World world) => world.StartSecondAgent(On, Second);

    public override void Finish(World world) => world.KillSecondAgent(On);
}

/// <summary>The engine says what is not so.</summary>
internal sealed record EngineLies(TimeSpan At, TimeSpan For, string On, EngineLie Lie) : Window(At, For)
{
    public override bool Hinders => true;

    public override string? Host => On;

    public override void Begin(World world) => world.Lie(On, Lie);

    public override void Finish(World world) => world.Lie(On, EngineLie.None);
}

/// <summary>The clock of a host jumps.</summary>
internal sealed record JumpHostClock(TimeSpan At, string On, TimeSpan By) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.JumpHostClock(On, By);
}

/// <summary>A second machine gets the name of one that is alive; in the end it gets a name of its own.</summary>
internal sealed record BearTwin(TimeSpan At, TimeSpan For, string Name, string Address) : Window(At, For)
{
    public override bool Hinders => true;

    public override string? Host => Name;

    public override void Begin(World world) => world.BearTwin(Name, Address);

    public override void Finish(World world) => world.RemoveTwin(Address);
}
