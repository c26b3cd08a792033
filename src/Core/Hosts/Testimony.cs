namespace Pipeline.Core.Hosts;

/// <summary>What a witness says of a silent host.</summary>
public enum Presence
{
    /// <summary>The witness could not see.</summary>
    Uncertain,

    /// <summary>Its machine runs: only its agent is silent.</summary>
    Running,

    /// <summary>Its machine does not run.</summary>
    Gone,
}

/// <summary>A witness's word on a silent host.</summary>
/// <param name="Because">For people: what the witness saw.</param>
public sealed record Testimony(Presence Presence, string Because);
