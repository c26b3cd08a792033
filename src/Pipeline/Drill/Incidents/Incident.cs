using Pipeline.Core.Status;
using Pipeline.Drill.Scene;

namespace Pipeline.Drill.Incidents;

/// <summary>Something that goes wrong in a drill.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Trouble">What the status calls it.</param>
internal sealed record Incident(string Name, TroubleKind Trouble)
{
    /// <summary>What a user reports: a symptom.</summary>
    public required string Reported { get; init; }

    public required string Cause { get; init; }

    /// <summary>What mends it outside of a drill.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether only its traces are left after a while, and what remains is to explain them.</summary>
    public bool PassesByItself { get; init; }

    /// <summary>Brings it about, and returns what mends it.</summary>
    public required Func<DrillScene, Task<Func<Task>>> BringAbout { get; init; }
}
