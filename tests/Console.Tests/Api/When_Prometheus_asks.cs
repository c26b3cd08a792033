using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Console.Tests.Api;

/// <summary>The real Prometheus, configured as docs/api.md says.</summary>
public sealed partial class When_Prometheus_asks(SamplePipeline sample)
{
    private const string Token = "correct-horse-battery-staple";

    private readonly ModelHost blue = new("blue", "192.0.2.1");

    [Fact]
    public async Task It_finds_instances_and_checks_and_loses_those_that_go()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var first = SamplePipeline.Container(blue, "calc-1", "calc", 32_001);
        var second = SamplePipeline.Container(blue, "calc-2", "calc", 32_002);
        await history.StateAsync(2, blue.Reported(first, second));
        await history.HearAsync("blue", first, SamplePipeline.Passed);
        await using var console = await RunningConsole.StartAsync(
            history.Database, new Dictionary<string, string> { ["Pipeline__ConsoleToken"] = Token });
        using var prometheus = Start(console.Address, out var address);
        using var http = new HttpClient { BaseAddress = address };
        try
        {
            await TargetsAreAsync(http, "services", "http://192.0.2.1:32001/metrics calc", "http://192.0.2.1:32002/metrics calc");
            await TargetsAreAsync(
                http, "checks", "http://127.0.0.1:9115/probe?module=http_2xx&target=http%3A%2F%2F192.0.2.1%3A32001%2Fhealth calc");

            await history.StateAsync(1, blue.Stopped(second.Id));

            await TargetsAreAsync(http, "services", "http://192.0.2.1:32001/metrics calc");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
        }
    }

    private static Task TargetsAreAsync(HttpClient http, string job, params string[] expected) => Eventually.GetAsync(
        async () => string.Join('\n', JsonNode.Parse(await http.GetStringAsync("/api/v1/targets?state=active"))!["data"]!["activeTargets"]!
            .AsArray()
            .Where(target => target!["scrapePool"]!.GetValue<string>() == job)
            .Select(target => $"{target!["scrapeUrl"]} {target["labels"]!["service"]}")
            .Order(StringComparer.Ordinal)),
        found => found == string.Join('\n', expected),
        $"the targets of {job}",
        TimeSpan.FromSeconds(60));

    private static Process Start(Uri console, out Uri address)
    {
        var directory = TemporaryDirectory.Create("prometheus");
        var token = Path.Combine(directory, "token");
        File.WriteAllText(token, Token);
        var jobs = Yaml().Matches(File.ReadAllText(Page())).Select(block => block.Groups["jobs"].Value);
        File.WriteAllText(
            Path.Combine(directory, "prometheus.yml"),
            ("scrape_configs:\n" + string.Concat(jobs))
                .Replace("http://127.0.0.1:8080/", console.AbsoluteUri)
                .Replace("/etc/prometheus/pipeline-token", token));
        var port = FreePort();
        address = new($"http://127.0.0.1:{port}");
        try
        {
            return Process.Start(new ProcessStartInfo(
                "prometheus",
                [
                    $"--config.file={directory}/prometheus.yml", $"--storage.tsdb.path={directory}/data",
                    $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
                ]))!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            MissingPart.Skip(missing.Message);
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Page([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "api.md");

    [GeneratedRegex(@"^```yaml\nscrape_configs:\n(?<jobs>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
