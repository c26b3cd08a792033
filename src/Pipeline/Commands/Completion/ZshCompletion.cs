using System.Text;

namespace Pipeline.Commands.Completion;

/// <summary>Completion in zsh: a function for each command, with its options as <c>_arguments</c> takes them.</summary>
internal static class ZshCompletion
{
    public static string Write(IReadOnlyList<CompletedCommand> commands)
    {
        var script = new StringBuilder("#compdef pipeline\n\n");
        foreach (var command in commands) script.Append(FunctionOf(command));
        return script.Append("""
            # Sourced, it defines itself; in a directory of $fpath, it is called.
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _pipeline "$@"; else compdef _pipeline pipeline; fi

            """).ToString();
    }

    private static string FunctionOf(CompletedCommand command)
    {
        var (name, specs) = (NameOf(command.Path), command.Options.Select(SpecOf).ToList());
        if (command.Commands.Count > 0) specs.Add("'1: :->command' '*:: :->behind'");
        else if (command.Words.Count > 0) specs.Add($"'*: :({string.Join(' ', command.Words)})'");
        var arguments = $"_arguments -C \\\n        {string.Join(" \\\n        ", specs)}";
        if (command.Commands is []) return $"{name}() {{\n    {arguments}\n}}\n\n";

        var commands = string.Join("\n        ", command.Commands.Select(one => Shell.Quote($"{one.Name}:{one.Description}")));
        return $$"""
            {{name}}() {
                local state line
                typeset -A opt_args
                local -a commands=(
                    {{commands}}
                )
                {{arguments}}
                case $state in
                    command) _describe command commands ;;
                    behind) (( $+functions[{{name}}_$line[1]] )) && {{name}}_$line[1] ;;
                esac
            }


            """;
    }

    private static string NameOf(string path) => path.Length == 0 ? "_pipeline" : $"_pipeline_{path.Replace(' ', '_')}";

    private static string SpecOf(CompletedOption option)
    {
        var described = $"*{option.Name}[{Escape(option.Description)}]";
        return Shell.Quote(option.Kind switch
        {
            ValueKind.None => described,
            ValueKind.Words => $"{described}: :({string.Join(' ', option.Words.Select(EscapeBlanks))})",
            ValueKind.Path => $"{described}: :_files",
            _ => $"{described}: : ",
        });
    }

    private static string EscapeBlanks(string word) => word.Replace(" ", "\\ ", StringComparison.Ordinal);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);
}
