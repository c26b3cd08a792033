using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

internal sealed record StartContainer(TimeSpan At, string On, ContainerSpec Spec) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world)
    {
        if (world.Fleet.Find(On) is { } machine) world.Fleet.Start(machine, Spec);
    }
}

/// <summary>It gets its stop signal, and ends after its grace.</summary>
internal sealed record StopContainer(TimeSpan At, string Container, TimeSpan Grace) : Step(At)
{
    public override TimeSpan End => At + Grace;

    public override void Begin(World world) => world.Fleet.Change(Container, "is told to stop", (container, engine) =>
    {
        container.IsStopping = true;
        engine.Signal(container.Id);
    });

    public override void Finish(World world) => world.Fleet.Change(Container, "ends", (container, engine) =>
    {
        engine.Exit(container.Id);
        engine.Remove(container.Id);
    });
}

internal sealed record CrashContainer(TimeSpan At, string Container) : Step(At)
{
    public override void Begin(World world) =>
        world.Fleet.Change(Container, "crashes", (container, engine) => engine.Exit(container.Id, exitCode: 1));
}

internal sealed record RemoveContainer(TimeSpan At, string Container) : Step(At)
{
    public override void Begin(World world) =>
        world.Fleet.Change(Container, "is removed", (container, engine) => engine.Remove(container.Id));
}

/// <summary>It begins another run under its identifier; its ports may change.</summary>
internal sealed record RestartContainer(TimeSpan At, string Container) : Step(At)
{
    public override void Begin(World world) => world.Fleet.Change(Container, "is restarted", (container, engine) =>
    {
        container.IsStopping = false;
        engine.Restart(container.Id);
    });
}

internal sealed record PauseContainer(TimeSpan At, TimeSpan For, string Container) : Window(At, For)
{
    public override void Begin(World world) =>
        world.Fleet.Change(Container, "is paused", (container, engine) => engine.Pause(container.Id));

    public override void Finish(World world) =>
        world.Fleet.Change(Container, "is resumed", (container, engine) => engine.Unpause(container.Id));
}

/// <summary>Its engine lists it, and cannot inspect it.</summary>
internal sealed record FailInspection(TimeSpan At, TimeSpan For, string Container) : Window(At, For)
{
    public override void Begin(World world)
    {
        if (world.Fleet.FindContainer(Container) is { } container) container.Machine.Uninspectable = container.Id;
    }

    public override void Finish(World world)
    {
        foreach (var machine in world.Fleet.Machines) machine.Uninspectable = null;
    }
}

/// <summary>It ends by itself, and its engine starts it again at once.</summary>
internal sealed record CrashAndRestart(TimeSpan At, string Container) : Step(At)
{
    public override void Begin(World world) => world.Fleet.Change(Container, "crashes and is restarted", (container, engine) =>
    {
        container.Crashes.Add(world.Clock.Elapsed);
        engine.Exit(container.Id, exitCode: 1);
        engine.Restart(container.Id);
    });
}

/// <summary>A person exempts it from its checks, until it is restarted.</summary>
internal sealed record ReleaseByHand(TimeSpan At, string Container) : Step(At)
{
    public override void Begin(World world)
    {
        if (world.Fleet.FindContainer(Container) is not { } container) return;
        var order = new ContainerSignalled(container.Id, new HealthSignal.ByHand(HealthTrigger.Released));
        world.Bus.Publish(order, typeof(ContainerSignalled));
    }
}

internal sealed record SickenContainer(TimeSpan At, TimeSpan For, string Container) : Window(At, For)
{
    public override void Begin(World world)
    {
        if (world.Fleet.FindContainer(Container) is { } container) world.Fleet.Sicken(container, isSick: true);
    }

    public override void Finish(World world)
    {
        if (world.Fleet.FindContainer(Container) is { IsSick: true } container) world.Fleet.Sicken(container, isSick: false);
    }
}
