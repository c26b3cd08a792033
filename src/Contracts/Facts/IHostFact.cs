namespace Pipeline.Contracts;

/// <summary>What a host states about itself or about one of its containers. Never changed once stated, only followed by a newer one.</summary>
public interface IHostFact
{
    HostIdentity Host { get; }

    Stamp Stamp { get; }

    /// <summary>When the host saw it, by the host's own clock. Shown to people; never used to order facts.</summary>
    DateTimeOffset At { get; }
}
