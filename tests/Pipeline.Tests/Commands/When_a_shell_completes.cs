using System.Diagnostics;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

/// <summary>The scripts of <c>completion</c> are sourced by the shells themselves, which are then asked as by the tabulator key.</summary>
public sealed class When_a_shell_completes : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string directory = TemporaryDirectory.Create("completion");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    public static TheoryData<string, string> Lines => new()
    {
        { "pipeline servi", "services" },
        { "./pipeline servi", "services" },
        { "pipeline hosts ", "forget" },
        { "pipeline hosts forget --js", "--json" },
        { "pipeline dead-letters redrive --qu", "--queue" },
        { "pipeline instances --state ejec", "ejected" },
        { "pipeline up --layout ", "Multivalue Simple Weighted" },
        { "pipeline up --log Wa", "Warning" },
        { "pipeline saga calc-1 re", "release retry" },
        { "pipeline completion ", "bash fish zsh" },
        { "pipeline simu", "simulate" },
        { "pipeline services --bogus-prefix", "" },
    };

    [Theory, MemberData(nameof(Lines))]
    public async Task Bash_offers_what_may_follow(string line, string offered) => (await AskAsync("bash", line, """
        source "$1"
        read -ra COMP_WORDS <<<"$2"
        [[ $2 != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _pipeline
        printf '%s\n' "${COMPREPLY[@]}"
        """)).ShouldBe(offered);

    [Theory, MemberData(nameof(Lines))]
    public async Task Fish_offers_what_may_follow(string line, string offered) =>
        (await AskAsync("fish", line, "source $argv[1]; complete -C $argv[2] | cut -f 1")).ShouldBe(offered);

    // zsh completes at a prompt alone, so it gets one; it inserts what is unambiguous and lists the rest.
    [Theory, MemberData(nameof(Lines))]
    public async Task Zsh_offers_what_may_follow(string line, string offered)
    {
        var shown = await AskAsync("zsh", line, """
            zmodload zsh/zpty
            zpty shell 'TERM=dumb zsh -f -i'
            zpty -w shell "autoload -Uz compinit && compinit -u -D; source $1; LISTMAX=10000; PROMPT=REA''DY"
            zpty -r -m shell said '*READY*'
            zpty -w -n shell "$2"$'\t\t'"zzz"
            zpty -r -m shell said '*zzz*'
            print -r -- "$said"
            zpty -d shell
            """);

        foreach (var word in offered.Split(' ')) shown.ShouldContain(word);
    }

    /// <summary>What a shell prints, sorted, on one line.</summary>
    private async Task<string> AskAsync(string shell, string line, string program)
    {
        if (!ShellCommand.Exists(shell)) MissingPart.Skip($"{shell} is not installed");
        var script = Path.Combine(directory, shell);
        await using (var output = new StreamWriter(script))
            (await new CommandLine(new StubRegistry(), new()
            {
                Output = output,
                Errors = output,
                Terminal = false,
                Variables = new Dictionary<string, string>(),
                Root = false,
            }).RunAsync(["completion", shell], CancellationToken.None)).ShouldBe(0);

        string[] arguments = shell == "fish" ? ["--no-config", "-c", program, script, line] : ["-c", program, shell, script, line];
        using var process = Process.Start(new ProcessStartInfo(shell, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        var words = (await process.StandardOutput.ReadToEndAsync(deadline.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(deadline.Token);
        (await errors).ShouldBeEmpty();
        return string.Join(' ', words.Order(StringComparer.Ordinal));
    }
}
