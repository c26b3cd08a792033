using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Terminal;

namespace Pipeline.Commands.Completion;

/// <summary>Prints a script with which a shell completes commands, options and values.</summary>
internal sealed class CompletionCommand(CommandEnvironment environment)
{
    private static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<CompletedCommand>, string>> Shells =
        new Dictionary<string, Func<IReadOnlyList<CompletedCommand>, string>>
        {
            ["bash"] = BashCompletion.Write,
            ["zsh"] = ZshCompletion.Write,
            ["fish"] = FishCompletion.Write,
        };

    public Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"one of {string.Join(", ", Shells.Keys)}", HelpName = "SHELL" };
        shell.CompletionSources.Add([.. Shells.Keys]);
        var command = new Command("completion", "Print a script with which a shell completes commands, options and values.") { shell };
        command.SetAction(parsed => Print(parsed.GetValue(shell)!, (RootCommand)parsed.RootCommandResult.Command));
        return command;
    }

    private int Print(string shell, RootCommand root)
    {
        if (!Shells.TryGetValue(shell, out var write))
            throw new CommandFailure(
                $"'{SafeText.Of(shell)}' is no shell that can be completed in: write one of "
                + string.Join(", ", NearestNames.Find(shell, Shells.Keys)), ExitCode.Usage);
        environment.Output.Write(write([.. CompletionTree.Read(root)]));
        return ExitCode.Done;
    }
}
