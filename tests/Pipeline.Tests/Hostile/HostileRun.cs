using System.CommandLine;
using Pipeline.Composition;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Hostile;

/// <summary>Runs command lines in this process, and judges what a person is told.</summary>
/// <param name="parts">What the commands read.</param>
/// <param name="variables">The environment.</param>
internal sealed class HostileRun(IParts parts, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>A database at which nothing listens, and which is known to be there.</summary>
    public const string DeadDatabase = "Host=127.0.0.1;Port=1;Database=x;Username=x";

    /// <summary>Every command with its path, subcommands included.</summary>
    public static IEnumerable<(string Path, Command Command)> Commands()
    {
        var nothing = new Dictionary<string, string>();
        var root = new CommandLine(new StubRegistry(), EnvironmentOf(TextWriter.Null, TextWriter.Null, nothing)).Root();
        return Below(root, "");

        static IEnumerable<(string, Command)> Below(Command command, string path) => command.Subcommands.SelectMany(
            one => Below(one, $"{path} {one.Name}".Trim())).Concat(path is "" ? [] : [(path, command)]);
    }

    /// <summary>The exit code of the last command.</summary>
    public int Code { get; private set; }

    /// <returns>Null where what was said is plain, and a failure is said at all; else what was said.</returns>
    public async Task<string?> JudgeAsync(params IEnumerable<string> arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var line = arguments.ToList();
        Code = await new CommandLine(parts, EnvironmentOf(output, errors, variables)).RunAsync(line, TestContext.Current.CancellationToken);
        var (said, words) = ($"{output}{errors}", FrameworkWords.In($"{output}{errors}"));
        if (Code != 0 && said.Trim() is "") words = ["nothing is said"];
        return words is [] ? null : $"{Shortened(string.Join(' ', line))} → {Code}: {string.Join(", ", words)}: {Shortened(said)}";
    }

    private static Terminal.CommandEnvironment EnvironmentOf(
        TextWriter output, TextWriter errors, IReadOnlyDictionary<string, string> variables) =>
        new() { Output = output, Errors = errors, Terminal = false, Variables = variables, Root = false };

    private static string Shortened(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
