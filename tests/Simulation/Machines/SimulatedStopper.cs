using Pipeline.Claims;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Stopping;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>Stops a container through its engine, or its whole task through ECS.</summary>
internal sealed class SimulatedStopper(
    Fleet fleet, WorldClock clock, Story story, bool stopsWithoutTask, Func<ModelContainer, bool> mayBeAnswered) : ITaskStopper
{
    private static readonly TimeSpan PauseNoticed = TimeSpan.FromSeconds(25);

    public bool StopsWithoutTask => stopsWithoutTask;

    /// <summary>Whether ECS fails each call.</summary>
    public bool IsAway { get; set; }

    /// <summary>Each stop that had an effect.</summary>
    public List<StoppedRun> Stops { get; } = [];

    public Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel)
    {
        if (IsAway) throw new IOException("simulated: ECS does not answer");
        var container = fleet.Containers.Find(known => known.Id == order.ContainerId);
        if (container?.Inspection is not { } inspection)
            return Task.FromResult(new StopAnswer(StopOutcome.Gone, "nothing runs there any more"));

        if (inspection.StartedAt != order.Run)
            return Task.FromResult(new StopAnswer(StopOutcome.Gone, "the run that is to be stopped is over"));

        var ended = fleet.WithSiblings(container);
        Stops.Add(new StoppedRun(order, container, inspection.StartedAt, clock.Elapsed, ended, ServingOf(ended))
        {
            Answered = ended.FirstOrDefault(mayBeAnswered),
        });
        story.Tell("ECS", $"stops {container}" + (ended.Count > 1 ? $" with {ended.Count - 1} other containers of its task" : ""));
        foreach (var sibling in ended) sibling.Machine.Change(engine => engine.Stop(sibling.Id));
        return Task.FromResult(new StopAnswer(StopOutcome.Accepted, "it is being stopped"));
    }

    /// <summary>
    /// Who serves the services of these containers, as far as it can be known: that one was paused takes a while to be noticed.
    /// </summary>
    private Dictionary<string, ModelContainer[]> ServingOf(IReadOnlyList<ModelContainer> ended) => ended
        .SelectMany(container => container.Spec.Claims.Values).Distinct()
        .ToDictionary(
            service => service,
            service => fleet.Containers
                .Where(other => (other.Serves || WasJustPaused(other)) && other.Spec.Claims.Values.Contains(service)).ToArray());

    private bool WasJustPaused(ModelContainer container) =>
        !container.IsStopping && container.Inspection is { Status: EngineContainerStatus.Paused }
        && clock.Elapsed - container.DisturbedAt < PauseNoticed;
}

/// <summary>A stop that had an effect.</summary>
/// <param name="Order">The order.</param>
/// <param name="Container">The container that it named.</param>
/// <param name="Run">The start of the run that it ended.</param>
/// <param name="At">When.</param>
/// <param name="Ended">Every container that it ended.</param>
/// <param name="Serving">Who served each of their services just before it.</param>
internal sealed record StoppedRun(
    StopTask Order, ModelContainer Container, DateTimeOffset Run, TimeSpan At, IReadOnlyList<ModelContainer> Ended,
    IReadOnlyDictionary<string, ModelContainer[]> Serving)
{
    /// <summary>One of those whose records may still have been answered; null if there was none.</summary>
    public ModelContainer? Answered { get; init; }
}
