using System.Text.RegularExpressions;

namespace Pipeline.Tests.Observability;

/// <summary>
/// docs/operations.md tells a person on call what to type. Each command is run here, on a pipeline with one service, and prints what the
/// page says.
/// </summary>
public sealed partial class The_runbook(HealthCheckedPipeline checkedPipeline)
{
    [Fact]
    public async Task Each_command_does_what_the_page_says()
    {
        await checkedPipeline.AdmitAsync("calc", "--name", "calc-1");
        var shown = Shown().Matches(Repository.Read("docs", "operations.md"))
            .Select(match => (Command: match.Groups["command"].Value, First: match.Groups["first"].Value)).Distinct().ToList();
        shown.Count.ShouldBeGreaterThan(8);

        foreach (var (command, first) in shown)
        {
            var end = await PipelineCommand.RunAsync([.. command.Split(' '), "--data", checkedPipeline.Data]);

            end.ExitCode.ShouldBe(0, $"{command}: {end.Errors}");
            Beginning(end.Output).ShouldStartWith(Beginning(first), customMessage: command);
        }
    }

    /// <summary>A table's header as it is; of anything else the first word, because it goes on with what there is.</summary>
    private static string Beginning(string output)
    {
        var line = Spaces().Replace(output.Split('\n')[0].Trim(), " ");
        return !line.Any(char.IsLower) ? line : line.Split(' ')[0];
    }

    [GeneratedRegex(@"```console\n\$ \./pipeline (?<command>[^\n]+)\n(?<first>[^\n`]*)")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
