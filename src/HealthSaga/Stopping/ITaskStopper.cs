using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Stopping;

/// <summary>Whoever can stop a container: ECS its task, or the engine that runs it.</summary>
public interface ITaskStopper
{
    /// <summary>Whether a container can be stopped that belongs to no ECS task.</summary>
    bool StopsWithoutTask { get; }

    /// <summary>Asks for a stop. Asked twice, the second changes nothing.</summary>
    /// <returns>What became of it. A failure that may pass is thrown instead; the order is given again.</returns>
    Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel);
}

/// <summary>What became of an order to stop.</summary>
/// <param name="Text">For people: what was answered.</param>
public sealed record StopAnswer(StopOutcome Outcome, string Text);
