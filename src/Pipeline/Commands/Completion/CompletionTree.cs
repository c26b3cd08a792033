using System.CommandLine;
using System.CommandLine.Completions;
using Pipeline.Commands.Help;

namespace Pipeline.Commands.Completion;

/// <summary>What may follow a value: these words, a path, or anything.</summary>
internal enum ValueKind
{
    None,
    Words,
    Path,
    Any,
}

/// <summary>An option as shells complete it.</summary>
internal sealed record CompletedOption(string Name, string Description, ValueKind Kind, IReadOnlyList<string> Words);

/// <summary>A command as shells complete it.</summary>
/// <param name="Path">The words that call it; empty for the whole command line.</param>
/// <param name="Commands">The commands behind it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Words">The words that its argument may be.</param>
internal sealed record CompletedCommand(
    string Path, IReadOnlyList<(string Name, string Description)> Commands, IReadOnlyList<CompletedOption> Options,
    IReadOnlyList<string> Words);

/// <summary>The command line as shells complete it, read from the commands themselves.</summary>
internal static class CompletionTree
{
    private static readonly string[] Paths = ["DIR", "FILE"];

    public static IEnumerable<CompletedCommand> Read(Command command)
    {
        var script = command is RootCommand ? ScriptCommands.All : [];
        yield return new(
            CommandPath.Of(command),
            [.. command.Subcommands.Select(one => (one.Name, Sentence(one.Description))).Concat(script)],
            [.. command.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal)).Select(Complete)],
            [.. command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(word => word.Label)]);
        foreach (var behind in command.Subcommands.SelectMany(Read)) yield return behind;
    }

    private static CompletedOption Complete(Option option)
    {
        IReadOnlyList<string> words = [.. option.GetCompletions(CompletionContext.Empty).Select(word => word.Label)];
        var kind = option.Arity.MaximumNumberOfValues == 0 ? ValueKind.None
            : words.Count > 0 ? ValueKind.Words
            : Paths.Contains(option.HelpName) ? ValueKind.Path
            : ValueKind.Any;
        return new(option.Name, Sentence(option.Description), kind, words);
    }

    private static string Sentence(string? description) => (description ?? "").Split('\n')[0];
}
