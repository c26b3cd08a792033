using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.Simulation.Mutants;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Puts each mended fault back, and runs the scenarios and then seeds until an oracle finds it.</summary>
internal static class MutantsCommand
{
    private const int MostSeeds = 10_000;

    public static async Task<int> RunAsync(string name)
    {
        var chosen = MutantTable.All.Where(mutant => mutant.Name.Contains(name, StringComparison.Ordinal)).ToArray();
        if (chosen is [])
        {
            var names = string.Join(", ", MutantTable.All.Select(one => one.Name));
            Console.Error.WriteLine($"no mutant is called '{name}'; there are {names}");
            return 2;
        }

        Console.Error.WriteLine("building the mutants");
        var program = await MutatedBuild.CreateAsync(FindRoot());
        var escaped = 0;
        foreach (var mutant in chosen)
        {
            if (await FindScenarioAsync(mutant, program) is { } scenario)
            {
                Console.WriteLine($"found    {mutant.Name}: by scenario {scenario.Name}: {scenario.Faults[0]}");
                continue;
            }

            if (await FindAsync(mutant, program) is var (seeds, result))
            {
                Console.WriteLine($"found    {mutant.Name}: after {seeds} seeds, by seed {result.Seed}: {result.Faults[0]}");
                continue;
            }

            escaped++;
            Console.WriteLine($"ESCAPED  {mutant.Name}: not found in {MostSeeds} seeds");
        }

        return escaped == 0 ? 0 : 1;
    }

    /// <summary>Checks that the text of each mutant is in its source once.</summary>
    public static int Check()
    {
        var missing = MutantTable.All.Where(mutant => !mutant.Fits(File.ReadAllText(Path.Combine(FindRoot(), mutant.File)))).ToArray();
        foreach (var mutant in missing) Console.WriteLine($"{mutant.Name}: {mutant.File} must contain this once: {mutant.Original}");
        return missing.Length == 0 ? 0 : 1;
    }

    private static async Task<ScenarioResult?> FindScenarioAsync(Mutant mutant, string program)
    {
        var start = new ProcessStartInfo(program, ["--scenario", "all", "--json"]) { RedirectStandardOutput = true };
        start.Environment["PIPELINE_MUTANT"] = mutant.Name;
        using var scenarios = Process.Start(start)!;
        while (await scenarios.StandardOutput.ReadLineAsync() is { } line)
        {
            if (JsonSerializer.Deserialize<ScenarioResult>(line) is not { NotYetMended: null, Faults.Count: > 0 } found) continue;
            scenarios.Kill();
            return found;
        }

        return null;
    }

    private static async Task<(int Seeds, SeedResult Result)?> FindAsync(Mutant mutant, string program)
    {
        var seeds = 0;
        await foreach (var result in WorkerPool.RunAsync(1, MostSeeds, mutant.Name, program))
        {
            seeds++;
            if (result.Faults.Count > 0) return (seeds, result);
        }

        return null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) return folder.FullName;
        throw new InvalidOperationException("the simulation does not lie in the repository");
    }
}
