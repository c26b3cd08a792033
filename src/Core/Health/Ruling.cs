namespace Pipeline.Core.Health;

/// <summary>What the governor says about one container.</summary>
public enum RulingKind
{
    /// <summary>It may leave the zone.</summary>
    Condemn,

    /// <summary>It stays, or comes back.</summary>
    Spare,

    /// <summary>It stays: its check was never passed by anybody.</summary>
    Doubt,

    /// <summary>It may be stopped.</summary>
    Stop,

    /// <summary>It may be stopped, but not now.</summary>
    Wait,
}

/// <summary>A ruling of the governor.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record Ruling(RulingKind Kind, string Reason);
