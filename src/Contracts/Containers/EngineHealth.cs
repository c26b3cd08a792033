namespace Pipeline.Contracts;

/// <summary>What an engine's own health check of a container says, in Docker's words.</summary>
public enum EngineHealth
{
    Starting,
    Healthy,
    Unhealthy,
}
