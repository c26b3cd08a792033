using Pipeline.Contracts;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Agents cannot publish.</summary>
internal sealed record BusAway(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Bus.Faults.IsAway = true;

    public override void Finish(World world) => world.Bus.Faults.IsAway = false;
}

/// <summary>Messages arrive twice.</summary>
internal sealed record MessagesTwice(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override void Begin(World world) => world.Bus.Faults.Twice = Share;

    public override void Finish(World world) => world.Bus.Faults.Twice = 0;
}

/// <summary>Messages are late, and so arrive in another order.</summary>
internal sealed record MessagesLate(TimeSpan At, TimeSpan For, double Share, TimeSpan By) : Window(At, For)
{
    public override TimeSpan SettledAt => End + By;

    public override bool Hinders => true;

    public override void Begin(World world) => (world.Bus.Faults.Late, world.Bus.Faults.LateBy) = (Share, By);

    public override void Finish(World world) => world.Bus.Faults.Late = 0;
}

/// <summary>Messages go to the dead letters.</summary>
internal sealed record MessagesDead(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Bus.Faults.Dead = Share;

    public override void Finish(World world) => world.Bus.Faults.Dead = 0;
}

/// <summary>A person sends the dead letters back.</summary>
internal sealed record Redrive(TimeSpan At) : Step(At)
{
    public override void Begin(World world) => world.Bus.Redrive();
}

/// <summary>Messages have members that this version does not know.</summary>
internal sealed record MessagesOfANewerVersion(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override void Begin(World world) => world.Bus.Faults.Newer = Share;

    public override void Finish(World world) => world.Bus.Faults.Newer = 0;
}

/// <summary>Facts have words that this version does not know.</summary>
internal sealed record WordsOfANewerVersion(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Bus.Faults.NewerWords = Share;

    public override void Finish(World world) => world.Bus.Faults.NewerWords = 0;
}

/// <summary>A message of a kind that this version does not know.</summary>
internal sealed record KindOfANewerVersion(TimeSpan At) : Step(At)
{
    public override void Begin(World world) => world.Bus.PublishUnknownKind();
}

/// <summary>A report that names its host and cannot be read otherwise.</summary>
internal sealed record RejectedReport(TimeSpan At, string On) : Step(At)
{
    public override string? Host => On;

    public override void Begin(World world) => world.Bus.PublishPoison(
        typeof(HostReported),
        $$"""
        {
          "host": { "name": "{{On}}", "address": "nowhere" }, "stamp": { "epoch": 1, "sequence": 1 }, "at": "2026-03-01T12:00:00Z",
          "interval": "00:00:10", "engine": "", "containers": []
        }
        """);
}

/// <summary>All reports of a host give an address that is none, as those of an agent that is misconfigured.</summary>
internal sealed record ReportsWithoutAddress(TimeSpan At, TimeSpan For, string Of) : Window(At, For)
{
    public override void Begin(World world) => world.Bus.Faults.HostWithoutAddress = Of;

    public override void Finish(World world) => world.Bus.Faults.HostWithoutAddress = null;
}

/// <summary>The last two reports of the former agent of a host arrive once more, one after the other.</summary>
internal sealed record ReportsOfAFormerAgent(TimeSpan At, TimeSpan For, string Of) : Window(At, For)
{
    public override void Begin(World world) => world.Bus.RepeatFormerReport(Of, isLast: false);

    public override void Finish(World world) => world.Bus.RepeatFormerReport(Of, isLast: true);
}

/// <summary>Stop requests go to the dead letters.</summary>
internal sealed record StopsDead(TimeSpan At, TimeSpan For) : Window(At, For)
{
    public override void Begin(World world) => world.Bus.Faults.AreStopsDead = true;

    public override void Finish(World world) => world.Bus.Faults.AreStopsDead = false;
}

/// <summary>
/// An agent that nobody knows says that a host leaves: its epoch is a year ahead, and it is not heard again. It harms nobody.
/// </summary>
internal sealed record LeaveFromTheFarFuture(TimeSpan At, string Of) : Step(At)
{
    public override string? Host => Of;

    public override void Begin(World world)
    {
        if (world.Fleet.Find(Of) is not { } machine) return;
        var future = world.Clock.Now.AddYears(1);
        world.Bus.Publish(
            new HostLeft
            {
                Host = new HostIdentity(machine.Name, machine.Address),
                Stamp = new Stamp(future.ToUnixTimeMilliseconds(), 1) { Incarnation = "ghost" },
                At = future,
                Reason = "shutdown",
            }, typeof(HostLeft));
    }
}

/// <summary>Messages that no version can handle.</summary>
internal sealed record Poison(TimeSpan At) : Step(At)
{
    public override void Begin(World world)
    {
        world.Bus.PublishPoison(typeof(HostReported), "{}");
        world.Bus.PublishPoison(typeof(HostReported), """{"host":{"name":"no label!","address":"x"},"containers":null}""");
        world.Bus.PublishPoison(typeof(ContainerStarted), "not JSON at all");
        world.Bus.PublishPoison(typeof(ContainerStopped), """{"host":null,"stamp":{"epoch":1,"sequence":1},"containerId":""}""");
        world.Bus.PublishPoison(typeof(ContainerCondemned), """{"containerId":null}""");
    }
}
