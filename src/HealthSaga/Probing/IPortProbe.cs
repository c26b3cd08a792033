using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Probing;

/// <summary>Checks a port once.</summary>
public interface IPortProbe
{
    /// <returns>Whether the check passed, and the outcome as text for people. Every failure of the port is an outcome.</returns>
    Task<(bool Passed, string Text)> CheckAsync(Watch watch);
}
