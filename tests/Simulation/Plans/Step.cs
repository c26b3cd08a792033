using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>
/// Something that happens to a world from outside, at a moment. All its parameters are in it, so that it can be left out.
/// </summary>
internal abstract record Step(TimeSpan At)
{
    /// <summary>When it is over.</summary>
    public virtual TimeSpan End => At;

    /// <summary>Until when its consequences may hinder; not before its end.</summary>
    public virtual TimeSpan SettledAt => End;

    /// <summary>Whether, while it lasts, nobody may be able to keep the zone up to date.</summary>
    public virtual bool Hinders => false;

    /// <summary>The host that it concerns; null for none in particular.</summary>
    public virtual string? Host => null;

    public abstract void Begin(World world);

    public virtual void Finish(World world)
    {
    }
}

/// <summary>A step that lasts for a while.</summary>
internal abstract record Window(TimeSpan At, TimeSpan For) : Step(At)
{
    public override TimeSpan End => At + For;
}
