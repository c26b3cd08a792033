using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Observability;

public sealed partial class What_operators_watch(TwoEnginePipeline engines)
{
    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("dashboard.json")]
    public void Is_what_the_code_emits(string file)
    {
        var asked = SeriesName().Matches(Repository.Read("infra", "telemetry", file)).Select(match => match.Value).ToHashSet();

        asked.Count.ShouldBeGreaterThan(10);
        asked.Except(Instruments.Series()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_alarm_has_its_section_in_the_runbook()
    {
        var alarms = Alarm().Matches(Repository.Read("infra", "telemetry", "alerts.yaml")).Select(match => match.Groups[1].Value).ToList();
        var sections = Section().Matches(Repository.Read("docs", "operations.md")).Select(match => match.Groups[1].Value).ToList();

        alarms.Count.ShouldBeGreaterThan(10);
        sections.Where(section => section.Contains(' ') is false).ShouldBe(alarms);
    }

    [Fact]
    public async Task A_running_pipeline_says_it_to_Prometheus()
    {
        var pipeline = await engines.PipelineAsync();
        var engine = await engines.FirstAsync();
        await engine.RunAsync("-e", "SERVICE_8081_NAME=measured", "-p", "127.0.0.1::8081");
        using var http = new HttpClient();

        var said = await Eventually.GetAsync(
            () => http.GetStringAsync(new Uri(pipeline.Console, "/metrics")),
            text => text.Contains("pipeline_zone_in_sync_seconds_count") && text.Contains("pipeline_health_sagas")
                && text.Contains("pipeline_leader_pass_age_seconds"),
            "a change is measured, the sagas are counted, and the leader told of a pass",
            TimeSpan.FromSeconds(60));

        var samples = said.Split('\n').Where(line => line is not "" and not ['#', ..]).ToList();
        samples.ShouldAllBe(line => Sample().IsMatch(line));
        var ours = samples.Select(line => SeriesName().Match(line).Value).Where(name => name is not "").ToHashSet();
        ours.Except(Instruments.Series()).ShouldBeEmpty();
        string[] expected =
        [
            "pipeline_facts_folded_total", "pipeline_facts_age_seconds_bucket", "pipeline_zone_in_sync_seconds_count",
            "pipeline_producer_facts_total", "pipeline_health_sagas", "pipeline_leader_leads", "pipeline_leader_pass_age_seconds",
        ];
        foreach (var name in expected)
            ours.ShouldContain(name);
    }

    [GeneratedRegex(@"\bpipeline_[a-z0-9_]+")]
    private static partial Regex SeriesName();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alarm();

    [GeneratedRegex(@"^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    /// <summary>One sample (https://prometheus.io/docs/instrumenting/exposition_formats).</summary>
    [GeneratedRegex(
        """^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})? (NaN|[+-]Inf|-?[0-9.eE+-]+)( [0-9.]+)?$""")]
    private static partial Regex Sample();
}
