namespace Pipeline.Console.Tests.Api;

/// <summary>The real Prometheus, configured as docs/api.md says. That it finds instances is tested beside the other clients.</summary>
public sealed class When_Prometheus_asks_for_checks(SamplePipeline sample)
{
    private const string Token = "correct-horse-battery-staple";

    private readonly ModelHost blue = new("blue", "192.0.2.1");

    [Fact]
    public async Task It_finds_them_behind_the_token_and_those_that_come_later()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var first = SamplePipeline.Container(blue, "calc-1", "calc", 32_001);
        var second = SamplePipeline.Container(blue, "calc-2", "calc", 32_002);
        await history.StateAsync(2, blue.Reported(first, second));
        await history.HearAsync("blue", first, SamplePipeline.Passed);
        await using var console = await RunningConsole.StartAsync(
            history.Database,
            new Dictionary<string, string>
            {
                ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User",
                ["Pipeline__ConsoleToken"] = Token,
            });
        await using var prometheus = await RunningPrometheus.StartAsync(folder =>
        {
            File.WriteAllText($"{folder}/token", Token);
            return DocsPage.PrometheusConfiguration("api.md", "checks")
                .Replace("http://127.0.0.1:8080/", console.Address.AbsoluteUri)
                .Replace("/etc/prometheus/pipeline-token", $"{folder}/token");
        });
        await TargetsAreAsync(prometheus, Probing(32_001));

        await history.HearAsync("blue", second, SamplePipeline.Passed);

        await TargetsAreAsync(prometheus, Probing(32_001), Probing(32_002));
    }

    private static string Probing(int port) =>
        $"http://127.0.0.1:9115/probe?module=http_2xx&target=http%3A%2F%2F192.0.2.1%3A{port}%2Fhealth calc";

    private static Task TargetsAreAsync(RunningPrometheus prometheus, params string[] expected) => Eventually.GetAsync(
        async () => string.Join(
            '\n', (await prometheus.TargetsAsync()).Select(target => $"{target.Url} {target.Service}").Order(StringComparer.Ordinal)),
        found => found == string.Join('\n', expected),
        "the targets",
        TimeSpan.FromSeconds(60));
}
