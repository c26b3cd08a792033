namespace Pipeline.Contracts;

/// <summary>
/// A decision about one run of a container, made from its health. Of two verdicts about a container, the higher sequence counts.
/// </summary>
public interface IVerdict
{
    /// <summary>The engine's full identifier of the container.</summary>
    string ContainerId { get; }

    /// <summary>The start of the run (<see cref="ContainerSnapshot.StartedAt"/>). A verdict does not apply to any other run.</summary>
    DateTimeOffset Run { get; }

    /// <summary>Grows with each verdict about the container.</summary>
    long Sequence { get; }

    /// <summary>The name of the container's host.</summary>
    string Host { get; }

    /// <summary>Why, as text for people.</summary>
    string Reason { get; }

    /// <summary>When it was decided, by the clock of the process that decided.</summary>
    DateTimeOffset At { get; }
}
