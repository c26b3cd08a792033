using System.Text;

namespace Pipeline.Commands.Completion;

/// <summary>Completion in fish: a line for each word, with the condition under which it is offered.</summary>
internal static class FishCompletion
{
    // Which command is meant: the words that are commands, options passed over.
    private const string Function = """
        function __pipeline_at
            set -l path
            for word in (commandline -opc)[2..]
                string match -q -- '-*' $word; and continue
                contains -- (string trim -- "$path $word") $__pipeline_paths; and set -a path $word
            end
            test "$path" = "$argv[1]"
        end
        complete -c pipeline -e
        complete -c pipeline -f

        """;

    public static string Write(IReadOnlyList<CompletedCommand> commands)
    {
        var paths = commands.Select(command => command.Path).Where(path => path.Length > 0).Select(Shell.QuoteForFish);
        var script = new StringBuilder($"set -g __pipeline_paths {string.Join(' ', paths)}\n").Append(Function);
        foreach (var command in commands)
        {
            var line = $"complete -c pipeline -n {Shell.QuoteForFish($"__pipeline_at {Shell.QuoteForFish(command.Path)}")}";
            foreach (var (name, description) in command.Commands)
                script.Append($"{line} -a {name} -d {Shell.QuoteForFish(description)}\n");
            foreach (var word in command.Words) script.Append($"{line} -a {Shell.QuoteForFish(word)}\n");
            foreach (var option in command.Options)
                script.Append($"{line} -l {option.Name[2..]} -d {Shell.QuoteForFish(option.Description)}{ValueOf(option)}\n");
        }

        return script.ToString();
    }

    private static string ValueOf(CompletedOption option) => option.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Words => $" -x -a {Shell.QuoteForFish(string.Join(' ', option.Words.Select(Shell.QuoteForFish)))}",
        ValueKind.Path => " -r -F",
        _ => " -x",
    };
}
