using System.Text.RegularExpressions;
using Pipeline.Commands.Help;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Docs;

public sealed partial class What_pages_promise
{
    /// <summary>
    /// <see cref="The_commands_of_the_pages"/> runs <c>sh</c>, and <see cref="Observability.The_runbook"/> runs <c>console</c>. The others
    /// are no commands.
    /// </summary>
    private static readonly string[] Languages = ["sh", "console", "text", "mermaid", "json", "hcl", "yaml"];

    public static TheoryData<string> Pages => [.. Documents.Pages];

    [Theory, MemberData(nameof(Pages))]
    public void Each_block_says_what_it_is(string page) =>
        Documents.Blocks(page).Where(block => !Languages.Contains(block.Language)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Pages))]
    public async Task Each_command_exists_and_knows_each_option(string page)
    {
        foreach (var command in Documents.Commands(page))
        {
            var words = command.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
            if (words is [] or ["--version" or "--help"] || ScriptCommands.Has(words[0])) continue;
            var help = await HelpAsync(words.TakeWhile(word => word is not ['-', ..] && !word.Any(char.IsUpper)).ToArray());
            foreach (var option in words.Where(word => word.StartsWith("--", StringComparison.Ordinal)))
                help.ShouldMatch($@"{Regex.Escape(option.Split('=')[0])}\b", $"{page}: {command}");
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void Each_table_is_whole(string page)
    {
        var lines = Documents.Read(page).Split('\n');
        var columns = 0;
        foreach (var (index, line) in lines.Index())
        {
            var cells = line.StartsWith('|') ? CellEnd().Count(line) - 1 : 0;
            if (cells > 0 && columns == 0) lines[index + 1].ShouldStartWith("|--", customMessage: $"{page}:{index + 1} is in no table");
            if (cells > 0 && columns > 0) cells.ShouldBe(columns, $"{page}:{index + 1}: {line}");
            columns = cells;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void Each_link_leads_somewhere(string page)
    {
        var targets = Link().Matches(Documents.Read(page)).Select(match => match.Groups["target"].Value);
        foreach (var target in targets.Where(target => !target.Contains(':')))
        {
            var place = Path.Combine(Repository.Root(), Path.GetDirectoryName(page)!, target.Split('#')[0]);
            (File.Exists(place) || Directory.Exists(place)).ShouldBeTrue($"{page}: {target}");
        }
    }

    [Fact]
    public void Each_launch_profile_starts_a_command_that_exists()
    {
        foreach (Match profile in LaunchedCommand().Matches(Repository.Read("src", "Pipeline", "Properties", "launchSettings.json")))
            new[] { "up", "console", "demo" }.ShouldContain(profile.Groups["command"].Value);
    }

    [Fact]
    public async Task The_version_is_that_of_the_build_in_the_command_and_in_the_agent()
    {
        var version = Version().Match(Repository.Read("Directory.Build.props")).Groups["version"].Value;
        version.ShouldNotBeEmpty();
        (await PipelineCommand.RunAsync("--version")).Output.Trim().ShouldBe(version);
        await using var agent = new ServiceProcess(ServiceProcess.Agent, new Dictionary<string, string>(), "--version");
        (await agent.EndsAsync()).ShouldBe(0);
        agent.Said.ShouldBe($"pipeline-producer {version}");
        Repository.Read("CHANGELOG.md").ShouldContain($"## [{version}]");
    }

    [Fact]
    public void The_help_lists_each_command_of_the_script()
    {
        var cases = ScriptCase().Matches(Repository.Read("pipeline")).Select(match => match.Groups["name"].Value);
        cases.Except(["demo"]).ShouldBe(ScriptCommands.All.Select(command => command.Name), ignoreOrder: true);
        foreach (var (name, _) in ScriptCommands.All) Repository.Read("pipeline").ShouldContain($"\n#   ./pipeline {name} ");
    }

    private static async Task<string> HelpAsync(string[] command)
    {
        using var output = new StringWriter();
        var variables = new Dictionary<string, string>();
        var line = new CommandLine(
            new StubRegistry(), new() { Output = output, Errors = output, Terminal = false, Variables = variables, Root = false });
        for (var words = command.Length; words > 0; words--)
        {
            output.GetStringBuilder().Clear();
            if (await line.RunAsync([.. command.Take(words), "--help"], CancellationToken.None) == 0) return output.ToString();
        }

        throw new ShouldAssertException($"there is no command '{string.Join(' ', command)}': {output}");
    }

    [GeneratedRegex(@"^    (?<name>[a-z-]+)\) shift && ", RegexOptions.Multiline)]
    private static partial Regex ScriptCase();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("""
        "commandLineArgs": "(?<command>[a-z-]+)
        """)]
    private static partial Regex LaunchedCommand();

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>")]
    private static partial Regex Version();
}
