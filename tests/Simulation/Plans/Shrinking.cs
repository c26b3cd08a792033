using System.Collections.Immutable;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Makes the plan of a world that fails smaller, as long as the same oracle still finds a fault.</summary>
internal static class Shrinking
{
    private const int MostRuns = 400;

    public static async Task<WorldPlan> ShrinkAsync(WorldPlan plan, string sentence)
    {
        var runs = 0;
        for (var size = plan.Steps.Length; size >= 1; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (var from = 0; from < plan.Steps.Length;)
            {
                var smaller = plan with { Steps = plan.Steps.RemoveRange(from, Math.Min(size, plan.Steps.Length - from)) };
                if (await FailsAsync(smaller)) plan = smaller;
                else from += size;
            }
        }

        foreach (var window in plan.Steps.OfType<Window>().ToArray())
        {
            for (var shorter = window; shorter.For > TimeSpan.FromSeconds(1);)
            {
                var halved = shorter with { For = shorter.For / 2 };
                var smaller = plan with { Steps = plan.Steps.Replace(shorter, halved) };
                if (!await FailsAsync(smaller)) break;
                (plan, shorter) = (smaller, halved);
            }
        }

        foreach (var simpler in Simplify(plan))
            if (await FailsAsync(simpler(plan))) plan = simpler(plan);
        return plan;

        async Task<bool> FailsAsync(WorldPlan smaller) => runs++ < MostRuns
            && (await WorldRun.RunAsync(smaller)).Violations.Any(violation => violation.Sentence == sentence);
    }

    private static IEnumerable<Func<WorldPlan, WorldPlan>> Simplify(WorldPlan plan)
    {
        yield return smaller => smaller with { ServerSkews = ImmutableDictionary<string, TimeSpan>.Empty };
        yield return smaller => smaller with { AdmitOnceHealthy = false };
        yield return smaller => smaller with { HasWitness = false };
        for (var index = 0; index < plan.Machines.Length; index++)
        {
            var machine = plan.Machines[index];
            yield return smaller => smaller with { Machines = smaller.Machines.Replace(machine, (machine.Name, TimeSpan.Zero)) };
        }
    }
}
