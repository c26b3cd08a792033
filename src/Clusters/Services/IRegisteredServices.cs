using Pipeline.Contracts;

namespace Pipeline.Clusters.Services;

/// <summary>The services behind load balancers that are registered now.</summary>
public interface IRegisteredServices
{
    Task<IReadOnlyList<RegisteredService>> ReadServicesAsync(CancellationToken cancel);
}

/// <param name="Host">Its host.</param>
/// <param name="Name">Its name; null if that is not known.</param>
/// <param name="Newest">The stamp of the newest statement about it.</param>
public sealed record RegisteredService(string Host, string? Name, Stamp Newest)
{
    /// <summary>The service of a container that was stated: what comes before the slash of its name.</summary>
    /// <param name="container">The container's name.</param>
    /// <returns>Null if the name was too long to be stated whole.</returns>
    public static string? FindName(string container) =>
        container.Split('/') is [var service, var name] && !name.EndsWith('…') ? service : null;
}
