using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Stopping;

/// <summary>Stops a container: ECS its task, or the engine that runs it.</summary>
public interface ITaskStopper
{
    /// <summary>Whether a container can be stopped that belongs to no ECS task.</summary>
    bool StopsWithoutTask { get; }

    /// <summary>Requests a stop. Harmless when repeated.</summary>
    /// <returns>The answer. A failure that may pass is thrown instead, and the request is repeated.</returns>
    Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel);
}

/// <summary>The answer to a stop request.</summary>
/// <param name="Text">The answer for people.</param>
public sealed record StopAnswer(StopOutcome Outcome, string Text);
