using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pipeline.Commands.Rendering;
using Pipeline.Terminal;

namespace Pipeline.Commands.Help;

/// <summary>The default help, with the command's own notes, examples and exit codes below it.</summary>
internal sealed class HelpWithNotes(HelpAction usual, CommandEnvironment environment) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        if (environment.Terminal) usual.MaxWidth = environment.Size().Columns;
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (CommandNotes.Of(CommandPath.Of(command)) is { } notes)
        {
            output.WriteLine(Reflow(notes));
            output.WriteLine();
        }

        if (command is RootCommand)
        {
            output.WriteLine(ScriptCommands.Describe());
            output.WriteLine();
        }

        output.WriteLine(Reflow(ExitCode.Describe(CommandPath.Of(command))));
        return ExitCode.Done;
    }

    /// <summary>Paragraphs in the terminal's width; what is indented stays as it is.</summary>
    private string Reflow(string text)
    {
        if (!environment.Terminal) return text;
        var paragraphs = text.Split("\n\n").Select(block => block.Contains("\n  ", StringComparison.Ordinal)
            ? block
            : string.Join('\n', CellText.Wrap(block.Replace('\n', ' '), environment.Size().Columns)));
        return string.Join("\n\n", paragraphs);
    }
}
