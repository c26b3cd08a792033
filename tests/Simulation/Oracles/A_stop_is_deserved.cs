using Pipeline.Claims;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// A stop ends the run that it was ordered for, which failed its checks lately, comes after the TTL of its records, and leaves a healthy
/// instance of each service that had one.
/// A container counts as healthy by what can be known of it: one that fails, or is well again, for a moment only was not checked since.
/// That the stopped one failed was known, whatever became of the others after it had left DNS.
/// </summary>
internal sealed class A_stop_is_deserved : IStepOracle
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan FailureNoticed = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan RecoveryNoticed = TimeSpan.FromSeconds(15);

    private int judged;

    public string Sentence => "at most one stop a run, never of another run, never before its records are gone, never below the floor";

    public IEnumerable<string> Check(World world)
    {
        var stops = world.Stopper.Stops;
        for (; judged < stops.Count; judged++)
            foreach (var fault in Judge(stops[judged], world))
                yield return fault;
    }

    private static IEnumerable<string> Judge(StoppedRun stop, World world)
    {
        if (world.Stopper.Stops.Count(other => other.Container == stop.Container && other.Run == stop.Run) > 1)
            yield return $"{stop.Container} was stopped twice in its run of {stop.Run:O}";
        if (stop.Order.Run != stop.Run)
            yield return $"{stop.Container} was stopped in its run of {stop.Run:O}, for what its run of {stop.Order.Run:O} did";
        if (!HasFailedLately(stop.Container, stop.At) && !WasCutOff(world, stop.At))
            yield return $"{stop.Container} was stopped, and it is well";
        if (stop.Answered is { } answered)
            yield return $"{stop.Container} was stopped while DNS may have answered with {answered}";
        foreach (var (service, serving) in stop.Serving)
        {
            var healthy = serving
                .Where(container => IsHealthy(container, stop.At) && !(container == stop.Container && container.IsSick)).ToArray();
            if (healthy.Length > 0 && healthy.All(stop.Ended.Contains))
                yield return $"the stop of {stop.Container} ended the last healthy instance of {service}";
        }
    }

    /// <summary>Whether the checks were wrong lately: then the guards bound the harm, and cannot exclude it.</summary>
    private static bool WasCutOff(World world, TimeSpan now) =>
        world.Plan.Steps.Any(step => step is ProberCutOff && step.At < now && now < step.End + Lately);

    private static bool HasFailedLately(ModelContainer container, TimeSpan now) =>
        container.IsSick
        || (container.Since > TimeSpan.Zero && now - container.Since < Lately)
        || now - container.DisturbedAt < Lately
        || container.Inspection is { Status: EngineContainerStatus.Paused };

    private static bool IsHealthy(ModelContainer container, TimeSpan now) =>
        container.IsSick
            ? now - container.Since < FailureNoticed
            : container.Since == TimeSpan.Zero || now - container.Since >= RecoveryNoticed;
}
