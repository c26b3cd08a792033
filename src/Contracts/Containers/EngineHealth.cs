namespace Pipeline.Contracts;

/// <summary>The result of the engine's own health check of a container (Docker's HEALTHCHECK), in Docker's words.</summary>
public enum EngineHealth
{
    Starting,
    Healthy,
    Unhealthy,
}
