namespace Pipeline.Contracts;

/// <summary>What was judged of one run of a container by its health. Of two verdicts about a container only the newer one counts.</summary>
public interface IVerdict
{
    string ContainerId { get; }

    /// <summary>When the run that is meant began, by its host's clock; a verdict says nothing about any other run.</summary>
    DateTimeOffset Run { get; }

    /// <summary>Grows with each verdict about the container.</summary>
    long Sequence { get; }

    /// <summary>The name of the container's host.</summary>
    string Host { get; }

    /// <summary>Why, for people.</summary>
    string Reason { get; }

    DateTimeOffset At { get; }
}
