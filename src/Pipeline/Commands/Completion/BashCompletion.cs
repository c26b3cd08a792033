using System.Text;

namespace Pipeline.Commands.Completion;

/// <summary>Completion in bash: a table of words by command, and one function that looks things up in it.</summary>
internal static class BashCompletion
{
    // The name is that of the script and of the program; bash finds it for ./pipeline as well.
    private const string Function = """
        _pipeline() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path=pipeline index
            for ((index = 1; index < COMP_CWORD; index++)); do
                [[ ${COMP_WORDS[index]} != -* && -n ${_pipeline_commands["$path ${COMP_WORDS[index]}"]+x} ]] &&
                    path+=" ${COMP_WORDS[index]}"
            done

            local kind=${_pipeline_values["$path $before"]-}
            COMPREPLY=()
            case $kind in
                '@path') compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
                '@any') ;;
                '') if [[ $word == -* ]]; then kind=${_pipeline_options["$path"]-}; else kind=${_pipeline_commands["$path"]-}; fi ;;&
                *) local IFS=$'\n'; mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$word"); COMPREPLY=("${COMPREPLY[@]// /\\ }") ;;
            esac
        }
        complete -F _pipeline pipeline

        """;

    public static string Write(IReadOnlyList<CompletedCommand> commands)
    {
        var script = new StringBuilder("declare -gA _pipeline_commands=() _pipeline_options=() _pipeline_values=()\n");
        foreach (var command in commands)
        {
            Add("commands", command.Path, [.. command.Commands.Select(one => one.Name), .. command.Words]);
            Add("options", command.Path, command.Options.Select(option => option.Name));
            foreach (var option in command.Options.Where(option => option.Kind is not ValueKind.None))
                Add("values", $"{command.Path} {option.Name}".TrimStart(), option.Kind switch
                {
                    ValueKind.Words => option.Words,
                    ValueKind.Path => ["@path"],
                    _ => ["@any"],
                });
        }

        return script.Append(Function).ToString();

        void Add(string table, string key, IEnumerable<string> words) =>
            script.Append($"_pipeline_{table}[{Shell.Quote($"pipeline {key}".TrimEnd())}]={Shell.Quote(string.Join('\n', words))}\n");
    }
}
