namespace Pipeline.Core.Health;

/// <summary>What the governor decides about one container.</summary>
public enum GovernorDecisionKind
{
    /// <summary>It may be ejected from DNS.</summary>
    Condemn,

    /// <summary>It stays in DNS, or returns to it.</summary>
    Spare,

    /// <summary>It stays in DNS, because its check may be wrong: no container ever passed it.</summary>
    Doubt,

    /// <summary>It may be stopped.</summary>
    Stop,

    /// <summary>It may be stopped, but the rate limit is used up.</summary>
    Wait,
}

/// <summary>A decision of the governor.</summary>
/// <param name="Reason">The reason, as text for people.</param>
public sealed record GovernorDecision(GovernorDecisionKind Kind, string Reason);
