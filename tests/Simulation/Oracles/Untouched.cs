using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>The hosts to which a plan does nothing that may take anything out of DNS.</summary>
internal static class Untouched
{
    /// <summary>Less than two reports.</summary>
    private static readonly TimeSpan ShortAbsence = TimeSpan.FromSeconds(20);

    /// <summary>The hosts to which nothing happens; none where something happens to what all hosts share.</summary>
    /// <param name="world">The world.</param>
    /// <param name="isHarmless">Further steps that may happen to a host.</param>
    public static HashSet<string> FindHosts(World world, Predicate<Step> isHarmless)
    {
        var steps = world.Plan.Steps;
        if (steps.Any(step => step is not (StartContainer or StopContainer or CrashContainer or RemoveContainer or RestartContainer
            or PauseContainer or SickenContainer or Poison or MessagesTwice or MessagesOfANewerVersion or WitnessAway
            or PauseProcess or KillProcess or DeployProcess or JumpServerClock or JumpStoreClock or CutSessions or StoreReadOnly
            or LeaveFromTheFarFuture or KindOfANewerVersion or ReportsWithoutAddress or ReportsOfAFormerAgent or FailInspection
            or CrashAndRestart)
            && step.Host is null)) return [];
        var touched = steps.Where(step => step is not (StartContainer or DeployAgent) && !IsShortAbsence(step) && !isHarmless(step))
            .Select(step => step.Host).OfType<string>().ToHashSet();
        return [.. world.Plan.Machines.Select(machine => machine.Name).Where(name => !touched.Contains(name))];
    }

    /// <summary>Whether an agent is away for so short a time that nobody notices.</summary>
    private static bool IsShortAbsence(Step step) => step is (KillAgent or PauseAgent) and Window { For: var away } && away < ShortAbsence;
}
