using System.Text.Json;
using Pipeline.Tests.Simulation.Scenarios;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Runs scenarios: one by its name, or all of them. One whose fault is not mended yet must fail.</summary>
internal static class ScenarioCommand
{
    public static async Task<int> RunAsync(string name, bool tellsStory, bool isJson)
    {
        var chosen = ScenarioTable.All
            .Where(scenario => name is "all" || scenario.Key.Contains(name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (chosen is [] || (chosen.Length > 1 && tellsStory))
        {
            var names = string.Join(", ", ScenarioTable.All.Keys);
            Console.Error.WriteLine($"{chosen.Length} scenarios have '{name}' in their names, of {names}");
            return 2;
        }

        var failed = 0;
        foreach (var (key, scenario) in chosen)
        {
            if (tellsStory) return await OneWorldCommand.RunAsync(scenario.Plan, key, tellsStory);
            var outcome = await WorldRun.RunAsync(scenario.Plan);
            var known = NotYetMended.Scenarios.GetValueOrDefault(key);
            var result = new ScenarioResult(
                key, known, [.. outcome.Violations.Select(violation => $"{violation.Sentence}: {violation.Fault}")]);
            if (!result.IsAsExpected) failed++;
            Console.WriteLine(isJson ? JsonSerializer.Serialize(result) : Describe(result));
        }

        return failed == 0 ? 0 : 1;
    }

    private static string Describe(ScenarioResult result) => (result.NotYetMended, result.Faults) switch
    {
        (null, []) => $"well            {result.Name}",
        (null, [var fault, ..]) => $"FAILED          {result.Name}: {fault}",
        (_, []) => $"MENDED          {result.Name}: strike it from NotYetMended",
        ({ } why, _) => $"not yet mended  {result.Name}: {why}",
    };
}

/// <summary>How a scenario ended.</summary>
/// <param name="NotYetMended">The fault that it shows, which is known; null if none is.</param>
/// <param name="Faults">What the oracles found.</param>
internal sealed record ScenarioResult(string Name, string? NotYetMended, IReadOnlyList<string> Faults)
{
    public bool IsAsExpected => NotYetMended is null == (Faults.Count == 0);
}
