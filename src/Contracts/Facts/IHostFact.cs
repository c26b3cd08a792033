namespace Pipeline.Contracts;

/// <summary>
/// What a host reports about itself or about one of its containers. A published fact never changes; a newer one replaces it.
/// </summary>
public interface IHostFact
{
    /// <summary>The host that reports.</summary>
    HostIdentity Host { get; }

    /// <summary>The place of the fact among all facts of its host.</summary>
    Stamp Stamp { get; }

    /// <summary>When the agent observed it, by the host's clock. Shown to people; never used to order facts.</summary>
    DateTimeOffset At { get; }
}
