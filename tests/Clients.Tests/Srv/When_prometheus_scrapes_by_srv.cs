using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Clients.Tests.Srv;

public sealed class When_prometheus_scrapes_by_srv(ServedDomain domain)
{
    /// <summary>Prometheus tells its scrapers of what it found every five seconds, on top of its own interval and of the TTL.</summary>
    private static readonly TimeSpan DiscoveryDelay = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Its_targets_follow_instances_and_their_ports_and_no_scrape_fails()
    {
        await using var service = new Service(domain, "prometheus") { Grace = DiscoveryDelay };
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await using var throughDnsmasq = await StartAsync(domain.Resolvers[0], service);
        await using var throughUnbound = await StartAsync(domain.Resolvers[1], service);
        RunningPrometheus[] all = [throughDnsmasq, throughUnbound];

        await TargetsAsync(all, await service.PortAsync(first));
        var second = await service.StartAsync("two", host: 1);
        await TargetsAsync(all, await service.PortAsync(first), await service.PortAsync(second));
        var left = await service.PortAsync(first);
        await service.StopAsync(first);
        await TargetsAsync(all, await service.PortAsync(second));
        await service.StartAgainAsync(first);
        (await service.PortAsync(first)).ShouldNotBe(left);
        await TargetsAsync(all, await service.PortAsync(first), await service.PortAsync(second));

        foreach (var prometheus in all)
        {
            (await QueryAsync(prometheus, "count_over_time(up[5m])")).ShouldBeGreaterThan(0);
            (await QueryAsync(prometheus, "count_over_time((up == 0)[5m:500ms])")).ShouldBe(0);
        }
    }

    /// <summary>Waits until these host ports are the targets, and each is up.</summary>
    private static Task TargetsAsync(RunningPrometheus[] all, params int[] ports) => Task.WhenAll(all.Select(prometheus =>
        Eventually.GetAsync(
            async () =>
            {
                using var answer = JsonDocument.Parse(await prometheus.Http.GetStringAsync("/api/v1/targets?state=active"));
                return answer.RootElement.GetProperty("data").GetProperty("activeTargets").EnumerateArray()
                    .Select(target => (
                        new Uri(target.GetProperty("scrapeUrl").GetString()!).Port,
                        Health: target.GetProperty("health").GetString()))
                    .ToArray();
            },
            targets => targets.All(target => target.Health == "up")
                && targets.Select(target => target.Port).Order().SequenceEqual(ports.Order()),
            $"the targets are {string.Join(", ", ports)}")));

    /// <summary>The number of samples over all series.</summary>
    private static async Task<int> QueryAsync(RunningPrometheus prometheus, string query)
    {
        using var answer = JsonDocument.Parse(await prometheus.Http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}"));
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
            .Sum(series => int.Parse(series.GetProperty("value")[1].GetString()!, null));
    }

    private static async Task<RunningPrometheus> StartAsync(RunningResolver resolver, Service service)
    {
        var folder = TemporaryDirectory.Create("prometheus");
        using var free = new TcpListener(LoopbackBlock.Address(22), 0);
        free.Start();
        var listen = (IPEndPoint)free.LocalEndpoint;
        free.Stop();
        await File.WriteAllTextAsync($"{folder}/prometheus.yml", $"""
            scrape_configs:
              - job_name: instances
                scrape_interval: 1s
                scrape_timeout: 1s
                dns_sd_configs:
                  - names: [{service.Name}]
                    type: SRV
                    refresh_interval: 1s
            """);
        var program = ClientProgram.StartAsking(
            resolver,
            [
                "prometheus", $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
                $"--web.listen-address={listen}",
            ]);
        var http = new HttpClient { BaseAddress = new($"http://{listen}") };
        await Eventually.ThatAsync(async () => (await http.GetAsync("/-/ready")).IsSuccessStatusCode, "Prometheus is ready");
        return new(program, http, folder);
    }

    private sealed record RunningPrometheus(ClientProgram Program, HttpClient Http, string Folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await Program.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
