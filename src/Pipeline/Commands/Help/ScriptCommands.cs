namespace Pipeline.Commands.Help;

/// <summary>The commands that the script <c>./pipeline</c> of a checkout has beside those of this program.</summary>
internal static class ScriptCommands
{
    public static readonly IReadOnlyList<(string Name, string Summary)> All =
    [
        ("producer", "Run the host agent alone, towards SNS; it is set by the environment."),
        ("publish-agent", "Publish the host agent as one native executable."),
        ("images", "Build an image of each process and each sample."),
        ("pack", "Build the package for .NET programs that call services by their names."),
        ("test", "Run the tests."),
        ("simulate", "Run whole worlds under virtual time, with faults drawn from a seed."),
        ("bench", "Run the benchmarks."),
        ("format", "Format the sources."),
    ];

    public static bool Has(string name) => All.Any(command => command.Name == name);

    public static string Describe()
    {
        var width = All.Max(command => command.Name.Length);
        return "Of the script ./pipeline in a checkout, each with its own --help:\n"
            + string.Join('\n', All.Select(command => $"  {command.Name.PadRight(width)}  {command.Summary}"));
    }
}
