namespace Pipeline.Core.Hosts;

/// <summary>What a witness (EC2, ECS) reports about the machine of a silent host.</summary>
public enum Presence
{
    /// <summary>Unknown.</summary>
    Uncertain,

    /// <summary>Its machine runs; only its agent is silent.</summary>
    Running,

    /// <summary>Its machine does not run.</summary>
    Gone,
}

/// <summary>The report of a witness on a silent host.</summary>
/// <param name="Because">What the witness saw, as text for people.</param>
public sealed record WitnessReport(Presence Presence, string Because);
