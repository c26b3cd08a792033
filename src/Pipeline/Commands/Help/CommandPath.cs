using System.CommandLine;

namespace Pipeline.Commands.Help;

/// <summary>The words that call a command.</summary>
internal static class CommandPath
{
    /// <returns><c>hosts forget</c>; empty for the whole command line.</returns>
    public static string Of(Command command) =>
        command is RootCommand
            ? ""
            : string.Join(' ', command.Parents.OfType<Command>().Select(Of).Append(command.Name)).TrimStart();
}
