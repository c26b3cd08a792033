namespace Pipeline.Tests.Simulation.Clocks;

/// <summary>What the clock of one machine shows: the true time, and by how much it is wrong. It may jump.</summary>
internal sealed class MachineClock(WorldClock world)
{
    /// <summary>By how much it is ahead of the true time; negative if it is behind.</summary>
    public TimeSpan Skew { get; set; }

    public WorldClock World => world;

    public DateTimeOffset Now => world.Now + Skew;
}
