namespace Pipeline.ServiceDiscovery.Instances;

/// <summary>Answers where the instances of a service are.</summary>
internal interface IInstanceSource
{
    /// <summary>Answers at once if nothing is known; otherwise it may wait until something changes.</summary>
    /// <param name="service">The service's name below the domain.</param>
    /// <param name="known">What this source answered last; null for nothing.</param>
    /// <param name="cancel">Cancels the question.</param>
    /// <exception cref="SourceUnavailableException">It did not answer, or not in words that can be read.</exception>
    Task<Reading> ReadAsync(string service, Reading? known, CancellationToken cancel);
}

/// <summary>A source did not answer.</summary>
internal sealed class SourceUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
