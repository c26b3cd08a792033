using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Commands.Help;
using Pipeline.Contracts;
using Pipeline.History.Reading;

namespace Pipeline.Commands.Parsing;

/// <summary>What is wrong with a command line, in words for the person who wrote it.</summary>
internal static class CommandLineErrors
{
    /// <summary>One line each, and last what to ask for help.</summary>
    public static IEnumerable<string> Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var first, ..])
            yield return first.StartsWith('-') ? DescribeOption(first, command) : DescribeWord(first, command);
        else
            foreach (var line in parsed.Errors.Select(Describe).Distinct()) yield return line;

        yield return $"{HelpOf(command)} tells what it takes";
    }

    private static string DescribeOption(string written, Command command)
    {
        var name = written.Split('=', ':')[0];
        var taken = command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Where(one => one.Length > 2);
        return command is RootCommand
            ? $"unknown option '{SafeText.Of(name)}': options stand behind a command"
            : $"unknown option '{SafeText.Of(name)}' of {command.Name}{Nearest(name, taken)}";
    }

    private static string DescribeWord(string written, Command command)
    {
        if (command.Subcommands is [])
            return $"'{SafeText.Of(written)}' is too much for {command.Name}: leave it out";
        if (command is RootCommand && ScriptCommands.Has(written))
            return $"'{written}' is a command of the script ./pipeline in a checkout, and not of this program";
        var commands = command.Subcommands.Select(one => one.Name);
        if (command is RootCommand) commands = commands.Concat(ScriptCommands.All.Select(one => one.Name));
        return $"unknown command '{SafeText.Of(written)}'{Nearest(written, commands)}";
    }

    private static string Nearest(string written, IEnumerable<string> names) =>
        NearestNames.FindNear(written, names).FirstOrDefault() is { } nearest ? $": the nearest is '{nearest}'" : "";

    // The library names types, which mean nothing to a person; our own parsers say what to write.
    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } bare when bare.Option.Arity.MinimumNumberOfValues > 0 =>
            $"{bare.Option.Name} needs a value{(bare.Option.HelpName is { } value ? $": {bare.Option.Name} {value}" : "")}",
        ArgumentResult { Tokens: [.., var token] } argument when error.Message.Contains("expected type", StringComparison.Ordinal) =>
            $"'{SafeText.Of(token.Value)}' is no {argument.Argument.Name}",
        ArgumentResult { Tokens: [], Argument: { Arity.MinimumNumberOfValues: > 0 } missing } =>
            $"{missing.HelpName ?? missing.Name} is missing: {missing.Description}",
        CommandResult { Command.Subcommands.Count: > 0 } => "no command is named",
        _ => SafeText.Line(error.Message.TrimEnd('.')),
    };

    private static string HelpOf(Command command) =>
        command is RootCommand ? "./pipeline --help" : $"./pipeline {CommandPath.Of(command)} --help";
}
