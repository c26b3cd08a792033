using System.Text.Json.Nodes;
using Pipeline.Drill.Incidents;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Drill;

/// <summary>The command <c>drill</c> around its incidents.</summary>
public sealed class When_a_drill_is_run
{
    [Fact]
    public async Task Without_a_terminal_it_plays_to_its_end_and_says_as_JSON_how_it_went()
    {
        await using var drill = PlayedDrill.BeginAlone("clock-wrong", "--json");

        var end = await drill.EndsAsync();
        end.ExitCode.ShouldBe(0, end.Errors);
        var report = JsonNode.Parse(end.Output)!;
        report["incident"]!.GetValue<string>().ShouldBe("clock-wrong");
        report["trouble"]!.GetValue<string>().ShouldBe("ClockWrong");
        report["subject"]!.GetValue<string>().ShouldBe("sim-1");
        report["secondsUntilOver"]!.GetValue<double>().ShouldBeGreaterThan(report["secondsUntilSeen"]!.GetValue<double>());
    }

    [Fact]
    public async Task Stopped_it_ends_cleanly_with_130_and_leaves_nothing()
    {
        await using var drill = await PlayedDrill.BeginAsync("database-down");

        await drill.StopAsync();

        (await drill.EndsAsync()).ExitCode.ShouldBe(130);
        Directory.Exists(drill.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_trainee_mends_by_hand_is_over_without_the_drills_doing()
    {
        await using var drill = await PlayedDrill.BeginAsync("unhealthy");
        await Eventually.GetAsync(() => drill.ReadAsync("status"), status => status.Contains("unhealthy: report"), "the status has it");

        await drill.ReadAsync("saga report-1 release");

        var end = await drill.EndsAsync();
        end.ExitCode.ShouldBe(0, end.Errors);
        end.Output.ShouldContain("All is right again after");
        end.Output.ShouldNotContain("Mended;");
    }

    [Fact]
    public async Task It_lists_each_incident_with_its_symptom_and_not_with_its_cause()
    {
        var listed = await PipelineCommand.RunAsync("drill", "--list");
        foreach (var incident in IncidentTable.All) listed.Output.ShouldContain($"{incident.Name} ");
        foreach (var incident in IncidentTable.All) listed.Output.ShouldNotContain(incident.Cause);

        var rows = JsonNode.Parse((await PipelineCommand.RunAsync("drill", "--list", "--json")).Output)!.AsArray();
        rows.Select(row => row!["name"]!.GetValue<string>()).ShouldBe(IncidentTable.Names);
    }

    [Fact]
    public async Task An_incident_that_does_not_exist_is_answered_with_the_nearest()
    {
        var end = await PipelineCommand.RunAsync("drill", "crashloop");

        end.ExitCode.ShouldBe(2);
        end.Errors.ShouldContain("'crashloop' is no incident: write crash-loop, or another one of");
    }

    [Fact]
    public void The_runbook_shows_only_incidents_that_can_be_played()
    {
        RunbookBlock.All.Count.ShouldBeGreaterThan(10);
        RunbookBlock.All.Select(block => block.Incident).ShouldBeSubsetOf(IncidentTable.Names);
    }
}
