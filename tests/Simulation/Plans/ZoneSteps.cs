using Pipeline.Tests.Route53Emulator.Zones;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

internal sealed record ZoneThrottles(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.Throttled = Share;

    public override void Finish(World world) => world.Zone.Faults.Throttled = 0;
}

internal sealed record ZoneBreaks(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.Broken = Share;

    public override void Finish(World world) => world.Zone.Faults.Broken = 0;
}

internal sealed record ZoneIsSlow(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.Slow = Share;

    public override void Finish(World world) => world.Zone.Faults.Slow = 0;
}

/// <summary>Changes take effect, and their answers are lost.</summary>
internal sealed record ZoneAnswersLost(TimeSpan At, TimeSpan For, double Share) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.AnswerLost = Share;

    public override void Finish(World world) => world.Zone.Faults.AnswerLost = 0;
}

/// <summary>Changes are not answered in time, and take effect later.</summary>
/// <param name="After">How much later; null for some time up to 40 s.</param>
internal sealed record ZoneAppliesLater(TimeSpan At, TimeSpan For, double Share, TimeSpan? After = null) : Window(At, For)
{
    public override TimeSpan SettledAt => End + (After ?? TimeSpan.FromSeconds(40));

    public override bool Hinders => true;

    public override void Begin(World world) =>
        (world.Zone.Faults.AppliedLater, world.Zone.Faults.AppliedAfter) = (Share, After);

    public override void Finish(World world) => world.Zone.Faults.AppliedLater = 0;
}

/// <summary>Changes take long to reach every name server.</summary>
internal sealed record ZonePropagatesSlowly(TimeSpan At, TimeSpan For, TimeSpan After) : Window(At, For)
{
    public override TimeSpan SettledAt => End + After;

    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.PropagatesAfter = After;

    public override void Finish(World world) => world.Zone.Faults.PropagatesAfter = null;
}

/// <summary>Changes of one name's records are refused.</summary>
internal sealed record ZoneRefuses(TimeSpan At, TimeSpan For, string Service) : Window(At, For)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Faults.Refused = $"{Service}.{World.Domain}";

    public override void Finish(World world) => world.Zone.Faults.Refused = null;
}

/// <summary>Somebody deletes a service's records.</summary>
internal sealed record DeleteRecords(TimeSpan At, string Service) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world) => world.Zone.Edit(
        $"deletes the records of {Service}", zone => zone.Without(record => record.Id.Name == $"{Service}.{World.Domain}"));
}

/// <summary>Somebody changes a service's records.</summary>
internal sealed record EditRecords(TimeSpan At, string Service) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world)
    {
        var id = new RecordId($"{Service}.{World.Domain}", "SRV");
        if (world.Zone.Zone.Records.GetValueOrDefault(id) is not { } record || ForeignRecord.IsTheirs(record)) return;
        world.Zone.Edit(
            $"changes the records of {Service}",
            zone => zone.With(new Record(id, 300, [$"1 1 9 elsewhere.{World.Domain}."])));
    }
}

/// <summary>Somebody deletes the zone's fence. Where a copy of the store may write too, nobody does.</summary>
internal sealed record DeleteFence(TimeSpan At) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world)
    {
        if (world.Store.HasCopy || world.Zone.Fence is not { } fence) return;
        world.Zone.Edit("deletes the fence", zone => zone.Without(record => record.Id == fence.Id));
    }
}

/// <summary>Somebody writes something else into the zone's fence.</summary>
internal sealed record EditFence(TimeSpan At, string Text) : Step(At)
{
    public override bool Hinders => true;

    public override void Begin(World world)
    {
        if (world.Store.HasCopy || world.Zone.Fence is not { } fence) return;
        world.Zone.Edit("edits the fence", zone => zone.With(fence with { Values = [$"\"{Text}\""] }));
    }
}

/// <summary>Somebody puts a record of their own where a service's will be, and takes it away again.</summary>
internal sealed record ForeignRecord(TimeSpan At, TimeSpan For, string Service) : Window(At, For)
{
    private RecordId Id => new($"{Service}.{World.Domain}", "SRV");

    public override bool Hinders => true;

    public override void Begin(World world)
    {
        if (world.Zone.Zone.Records.ContainsKey(Id)) return;
        world.Zone.Edit(
            $"adds a record of their own for {Service}",
            zone => zone.With(new Record(Id, 60, [$"1 1 80 theirs.{World.Domain}."])));
    }

    public override void Finish(World world) => world.Zone.Edit(
        $"removes their record of {Service}",
        zone => zone.Without(record => record.Id == Id && IsTheirs(record)));

    public static bool IsTheirs(Record record) =>
        record.Values.Any(value => value.Contains(" theirs.", StringComparison.Ordinal));
}
