using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Clients.Tests.Srv;

public sealed class When_prometheus_scrapes_by_srv(ServedDomain domain)
{
    [Theory, InlineData("dnsmasq"), InlineData("unbound")]
    public async Task Its_targets_follow_instances_and_their_ports_and_no_scrape_fails(string resolver)
    {
        await using var service = new Service(domain, $"prometheus-{resolver}");
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await using var prometheus = await StartAsync(resolver, service);
        using var http = new HttpClient { BaseAddress = prometheus.Url };

        await TargetsAsync(http, await service.PortAsync(first));
        var second = await service.StartAsync("two", host: 1);
        await TargetsAsync(http, await service.PortAsync(first), await service.PortAsync(second));
        await service.StopAsync(first);
        await TargetsAsync(http, await service.PortAsync(second));
        await service.StartAgainAsync(first);
        await TargetsAsync(http, await service.PortAsync(first), await service.PortAsync(second));

        (await QueryAsync(http, "count_over_time(up[5m])")).ShouldBeGreaterThan(0);
        (await QueryAsync(http, "count_over_time((up == 0)[5m:500ms])")).ShouldBe(0);
    }

    /// <summary>Waits until these host ports are the targets, and each is up.</summary>
    private static Task TargetsAsync(HttpClient http, params int[] ports) => Eventually.GetAsync(
        async () =>
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync("/api/v1/targets?state=active"));
            return answer.RootElement.GetProperty("data").GetProperty("activeTargets").EnumerateArray()
                .Select(target => (
                    new Uri(target.GetProperty("scrapeUrl").GetString()!).Port,
                    Health: target.GetProperty("health").GetString()))
                .ToArray();
        },
        targets => targets.All(target => target.Health == "up") && targets.Select(target => target.Port).Order().SequenceEqual(ports.Order()),
        $"the targets are {string.Join(", ", ports)}");

    /// <summary>The number of samples over all series.</summary>
    private static async Task<int> QueryAsync(HttpClient http, string query)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}"));
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
            .Sum(series => int.Parse(series.GetProperty("value")[1].GetString()!, null));
    }

    private async Task<(ClientProgram Program, Uri Url)> BeginAsync(string resolver, Service service, string folder)
    {
        using var free = new TcpListener(LoopbackBlock.Address(22), 0);
        free.Start();
        var listen = (IPEndPoint)free.LocalEndpoint;
        free.Stop();
        await File.WriteAllTextAsync($"{folder}/prometheus.yml", $"""
            scrape_configs:
              - job_name: instances
                scrape_interval: 500ms
                scrape_timeout: 500ms
                dns_sd_configs:
                  - names: [{service.Name}]
                    type: SRV
                    refresh_interval: 1s
            """);
        return (
            ClientProgram.StartAsking(
                domain.Resolver(resolver),
                [
                    "prometheus", $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
                    $"--web.listen-address={listen}",
                ]),
            new($"http://{listen}"));
    }

    private async Task<RunningPrometheus> StartAsync(string resolver, Service service)
    {
        var folder = TemporaryDirectory.Create("prometheus");
        var (program, url) = await BeginAsync(resolver, service, folder);
        using var http = new HttpClient { BaseAddress = url };
        await Eventually.ThatAsync(async () => (await http.GetAsync("/-/ready")).IsSuccessStatusCode, "Prometheus is ready");
        return new(program, url, folder);
    }

    private sealed record RunningPrometheus(ClientProgram Program, Uri Url, string Folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
