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

    /// <summary>It may be stopped, but not yet.</summary>
    Wait,

    /// <summary>It leaves DNS together with a container of its task that may be ejected.</summary>
    CondemnWithTask,

    /// <summary>It returns to DNS: no other container of its task is being removed any more.</summary>
    SpareWithTask,
}

/// <summary>A decision of the governor.</summary>
/// <param name="Reason">The reason, as text for people.</param>
public sealed record GovernorDecision(GovernorDecisionKind Kind, string Reason);
