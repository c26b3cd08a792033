using Pipeline.Drill.Incidents;
using Pipeline.History.Words;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Drill;

/// <summary>Each drill is played by a person who looks, asks for the cause, and has it mended.</summary>
public abstract class When_an_incident_is_played
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private protected static TheoryData<string> NamesOf(IReadOnlyList<Incident> incidents) => [.. incidents.Select(one => one.Name)];

    private protected static async Task PlayAsync(string name)
    {
        var incident = IncidentTable.Find(name)!;
        await using var drill = await PlayedDrill.BeginAsync(name);
        drill.Said.ShouldContain($"A user reports: {incident.Reported}");
        drill.Said.ShouldNotContain(incident.Cause);

        var word = Glossary.Troubles.Show($"{incident.Trouble}");
        if (!incident.PassesByItself)
            await Eventually.GetAsync(
                () => drill.ReadAsync("status"), status => status.Contains($"  {word}: "), $"the status has {word}", Patience);
        foreach (var block in RunbookBlock.Of(name)) await block.IsShownAsync(drill);

        drill.PressEnter();
        await drill.SaysAsync($"Cause: {incident.Cause}");
        drill.PressEnter();
        var end = await drill.EndsAsync();
        end.ExitCode.ShouldBe(0, end.Errors);
        end.Output.ShouldContain(incident.Remedy);
        end.Output.ShouldContain(incident.PassesByItself ? "the status had it after" : "All is right again after");
        Directory.Exists(drill.Data).ShouldBeFalse();
    }
}

public sealed class When_an_incident_of_a_host_is_played : When_an_incident_is_played
{
    public static TheoryData<string> Incidents => NamesOf(HostIncidents.All);

    [Theory, MemberData(nameof(Incidents))]
    public Task The_status_names_it_the_runbook_shows_it_and_mended_it_is_over(string name) => PlayAsync(name);
}

public sealed class When_an_incident_of_a_container_is_played : When_an_incident_is_played
{
    public static TheoryData<string> Incidents => NamesOf(ContainerIncidents.All);

    [Theory, MemberData(nameof(Incidents))]
    public Task The_status_names_it_the_runbook_shows_it_and_mended_it_is_over(string name) => PlayAsync(name);
}

public sealed class When_an_incident_of_the_zone_is_played : When_an_incident_is_played
{
    public static TheoryData<string> Incidents => NamesOf(ZoneIncidents.All);

    [Theory, MemberData(nameof(Incidents))]
    public Task The_status_names_it_the_runbook_shows_it_and_mended_it_is_over(string name) => PlayAsync(name);
}

public sealed class When_an_incident_of_a_process_is_played : When_an_incident_is_played
{
    public static TheoryData<string> Incidents => NamesOf(ProcessIncidents.All);

    [Theory, MemberData(nameof(Incidents))]
    public Task The_status_names_it_the_runbook_shows_it_and_mended_it_is_over(string name) => PlayAsync(name);
}
