namespace Pipeline.Clients.Tests.Prometheus;

/// <summary>The real Prometheus, configured as docs/clients.md says.</summary>
public sealed class When_prometheus_finds_its_targets(ServedDomain domain)
{
    /// <summary>Prometheus tells its scrapers of what it found every five seconds, on top of its own interval and of the TTL.</summary>
    private static readonly TimeSpan DiscoveryDelay = TimeSpan.FromSeconds(10);

    [Fact]
    public Task By_srv_they_follow_instances_and_their_ports_and_no_scrape_fails() => FollowAsync(
        "prometheus-srv",
        service => domain.Resolvers.Select(resolver => RunningPrometheus.StartAsync(
            _ => Recipe("calc-by-srv").Replace($"calc.{ServedDomain.Domain}", service.Name), ClientProgram.Asking(resolver))));

    [Fact]
    public Task By_the_api_they_follow_instances_and_their_ports_and_no_scrape_fails() => FollowAsync(
        "prometheus-api",
        service =>
        [
            RunningPrometheus.StartAsync(folder =>
            {
                File.WriteAllText($"{folder}/token", ServedDomain.Token);
                return Recipe("services")
                    .Replace("http://127.0.0.1:8080/v1/sd/prometheus", $"{domain.Api}v1/sd/prometheus/{service.Claim}")
                    .Replace("/etc/prometheus/pipeline-token", $"{folder}/token");
            }),
        ]);

    private async Task FollowAsync(string name, Func<Service, IEnumerable<Task<RunningPrometheus>>> start)
    {
        await using var service = new Service(domain, name) { Grace = DiscoveryDelay };
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        var all = await Task.WhenAll(start(service));
        try
        {
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
                (await prometheus.SumAsync("count_over_time(up[5m])")).ShouldBeGreaterThan(0);
                (await prometheus.SumAsync("count_over_time((up == 0)[5m:500ms])")).ShouldBe(0);
            }
        }
        finally
        {
            foreach (var prometheus in all) await prometheus.DisposeAsync();
        }
    }

    /// <summary>Waits until these host ports are the targets, and each is up.</summary>
    private static Task TargetsAsync(RunningPrometheus[] all, params int[] ports) => Task.WhenAll(all.Select(prometheus =>
        Eventually.GetAsync(
            async () => string.Join(
                ", ",
                (await prometheus.TargetsAsync()).OrderBy(target => target.Url.Port)
                    .Select(target => $"{target.Url.Port} {(target.IsUp ? "is up" : "is down")}")),
            targets => targets == string.Join(", ", ports.Order().Select(port => $"{port} is up")),
            $"the targets are {string.Join(", ", ports)}")));

    /// <summary>A configuration of the page, with intervals for a test.</summary>
    private static string Recipe(string job) =>
        "global: { scrape_interval: 1s, scrape_timeout: 1s }\n"
        + DocsPage.PrometheusConfiguration("clients.md", job).Replace("refresh_interval: 5s", "refresh_interval: 1s");
}
