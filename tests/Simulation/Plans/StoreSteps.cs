using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

internal sealed record StoreAway(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.GoAway();

    public override void Finish(World world) => world.Store.ComeBack();
}

/// <summary>The store accepts calls and does not answer.</summary>
internal sealed record StoreFrozen(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.Faults.IsFrozen = true;

    public override void Finish(World world) => world.Store.Faults.IsFrozen = false;
}

internal sealed record StoreReadOnly(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.Faults.IsReadOnly = true;

    public override void Finish(World world) => world.Store.Faults.IsReadOnly = false;
}

/// <summary>The store's disk is full.</summary>
internal sealed record StoreFull(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.Faults.IsFull = true;

    public override void Finish(World world) => world.Store.Faults.IsFull = false;
}

/// <summary>Writes take effect, and their answers are lost.</summary>
internal sealed record StoreAnswersLost(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.Faults.AnswerLost = Share;

    public override void Finish(World world) => world.Store.Faults.AnswerLost = 0;
}

/// <summary>The store's clock is set forward or back, as when another server takes over whose clock is wrong.</summary>
internal sealed record JumpStoreClock(TimeSpan At, TimeSpan By) : Step(At)
{
    public override void Begin(World world) => world.Store.JumpClock(By);
}

/// <summary>Every session ends, as when a server restarts.</summary>
internal sealed record CutSessions(TimeSpan At) : Step(At)
{
    public override void Begin(World world) => world.Store.CutSessions();
}

/// <summary>A newer version writes into every document and every stream, and is rolled back.</summary>
internal sealed record NewerVersionWrites(TimeSpan At) : Step(At)
{
    public override void Begin(World world) => world.Store.WriteAsANewerVersion();
}

/// <summary>A newer version gives a host and its containers states that this version does not know, and is rolled back.</summary>
internal sealed record StatesOfANewerVersion(TimeSpan At, string On) : Step(At)
{
    public override bool Hinders => true;

    public override string? Host => On;

    public override void Begin(World world) => world.Store.Registry.Restate(
        On, Word.Parse<HostStatus>("Hovering"), Word.Parse<ContainerStatus>("Hovering"));
}

/// <summary>The store goes back to its last backup.</summary>
internal sealed record RestoreStore(TimeSpan At) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Store.Restore();
}

/// <summary>A person takes over what this store does not know of the zone.</summary>
internal sealed record AdoptRecords(TimeSpan At) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world) => _ = world.AdoptAsync();
}

/// <summary>A backup is made.</summary>
internal sealed record BackUpStore(TimeSpan At) : Step(At)
{
    public override void Begin(World world) => world.Store.BackUp();
}

/// <summary>The store is copied, and later a projector leads on the copy, for good.</summary>
internal sealed record CopyOfTheStore(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world) => world.Store.TakeCopy();

    public override void Finish(World world) => _ = world.StartCopyAsync();
}
