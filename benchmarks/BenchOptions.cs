namespace Pipeline.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">The suites; none for all.</param>
/// <param name="Former">The run that this one is compared with; null for none.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Names, bool IsJson, Run? Former)
{
    public bool Wants(string suite) => Names.Count == 0 || Names.Contains(suite);

    /// <returns>Null if it cannot be understood; what is wrong is said on standard error.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> args, IReadOnlyCollection<string> suites)
    {
        var (names, isJson, former) = (new List<string>(), false, (Run?)null);
        for (var at = 0; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--json":
                    isJson = true;
                    break;
                case "--against" when args.ElementAtOrDefault(++at) is { } file && Run.Find(file) is { } saved:
                    former = saved;
                    break;
                case "--against":
                    return Refuse("--against needs the file of a saved run: ./pipeline bench NAME --json > FILE");
                case var name when suites.Contains(name):
                    names.Add(name);
                    break;
                case var unknown:
                    return Refuse($"there is no benchmark '{unknown}'; there are {string.Join(", ", suites)}");
            }
        }

        return new(names, isJson, former);
    }

    private static BenchOptions? Refuse(string why)
    {
        System.Console.Error.WriteLine(why);
        return null;
    }
}
