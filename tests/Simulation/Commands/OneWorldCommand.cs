using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Runs one world; a failure is shrunk and told.</summary>
internal static class OneWorldCommand
{
    public static async Task<int> RunAsync(WorldPlan plan, string name, bool tellsStory)
    {
        var outcome = await WorldRun.RunAsync(plan);
        if (outcome.IsWell)
        {
            if (tellsStory) Tell(await WorldRun.RunAsync(plan, keepsStory: true));
            Console.WriteLine($"{name}: nothing was found; story {outcome.Hash}");
            return 0;
        }

        foreach (var violation in outcome.Violations)
            Console.WriteLine($"{name}: {violation.Sentence}: {violation.Fault} (at {violation.At.TotalSeconds:0} s)");
        if (!tellsStory) return 1;

        var smaller = await Shrinking.ShrinkAsync(plan, outcome.Violations[0].Sentence);
        Console.WriteLine();
        Console.WriteLine($"shrunk from {plan.Steps.Length} steps to {smaller.Steps.Length}:");
        Tell(await WorldRun.RunAsync(smaller, keepsStory: true));
        return 1;
    }

    private static void Tell(Outcome outcome)
    {
        foreach (var line in outcome.Story) Console.WriteLine(line);
    }
}
