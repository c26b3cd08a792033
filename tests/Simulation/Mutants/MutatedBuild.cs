using System.Diagnostics;

namespace Pipeline.Tests.Simulation.Mutants;

/// <summary>
/// A copy of the sources with every mutant in it, each behind a switch, built once. The sources themselves stay as they are.
/// </summary>
internal static class MutatedBuild
{
    private const string Switch = """
        namespace Pipeline.Contracts;

        /// <summary>Which fault is put back in this process.</summary>
        public static class ActiveMutant
        {
            private static readonly string? Active = System.Environment.GetEnvironmentVariable("PIPELINE_MUTANT");

            public static bool Is(string name) => Active == name;
        }
        """;

    private static readonly string[] Copied = ["src", "tests/Simulation", "tests/MemoryStore", "tests/Route53Emulator"];

    /// <returns>The simulation's executable.</returns>
    public static async Task<string> CreateAsync(string root)
    {
        var copy = Path.Combine(root, "artifacts", "mutants");
        foreach (var folder in Copied) CopyFolder(Path.Combine(root, folder), Path.Combine(copy, folder));
        foreach (var folder in (string[])[root, Path.Combine(root, "tests")])
            foreach (var file in Directory.EnumerateFiles(folder))
                CopyFile(file, Path.Combine(copy, Path.GetRelativePath(root, file)));

        foreach (var group in MutantTable.All.GroupBy(mutant => mutant.File))
        {
            var source = await File.ReadAllTextAsync(Path.Combine(root, group.Key));
            await File.WriteAllTextAsync(
                Path.Combine(copy, group.Key), group.Aggregate(source, (mutated, mutant) => mutant.Insert(mutated)));
        }

        await File.WriteAllTextAsync(Path.Combine(copy, "src/Contracts/ActiveMutant.cs"), Switch);
        await BuildAsync(Path.Combine(copy, "tests/Simulation/Simulation.csproj"));
        return Path.Combine(copy, "tests/Simulation/bin/Release/net10.0/Pipeline.Tests.Simulation");
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        var sources = FindSources(from).ToHashSet();
        foreach (var gone in FindSources(to).Except(sources).ToArray()) File.Delete(Path.Combine(to, gone));
        foreach (var path in sources) CopyFile(Path.Combine(from, path), Path.Combine(to, path));
    }

    /// <summary>The files below a folder, relative to it, but for what a build made.</summary>
    private static IEnumerable<string> FindSources(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    private static async Task BuildAsync(string project)
    {
        using var build = Process.Start(new ProcessStartInfo(
            "dotnet", ["build", project, "--configuration", "Release", "--verbosity", "quiet", "-p:TreatWarningsAsErrors=false"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0) throw new InvalidOperationException($"the mutants do not build:\n{output}");
    }
}
