using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Tests.RealEngine;

/// <summary>Full reports are half a minute apart, so that what is seen within seconds is seen by events.</summary>
public class When_a_real_container_changes(RealEngines engines)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Failure_15_a_port_is_gone_with_its_network_and_is_found_again_with_it()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var network = await CreateNetworkAsync(engine);
        var id = await engine.RunAsync("--network", network, "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);

        await engine.DockerAsync("network", "disconnect", network, id);
        await Eventually.ThatAsync(() => PortOf(watched, id) is null, "no port", Soon);
        await engine.DockerAsync("network", "connect", network, id);

        var published = await engine.DockerAsync("port", id, "8081/tcp");
        await Eventually.ThatAsync(() => $"127.0.0.1:{PortOf(watched, id)}" == published, $"the port {published}", Soon);
    }

    [Fact]
    public async Task Failure_15_the_ports_of_a_network_s_owner_are_followed_by_those_that_share_its_network()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var network = await CreateNetworkAsync(engine);
        var owner = await engine.RunAsync("--network", network, "-p", "127.0.0.1::8081");
        var id = await engine.RunAsync("--network", $"container:{owner}", "-e", "SERVICE_8081_NAME=calc");
        (await watched.SeesStartedAsync(id)).Endpoints[0].HostPort.ShouldNotBeNull();

        await engine.DockerAsync("network", "disconnect", network, owner);
        await Eventually.ThatAsync(() => PortOf(watched, id) is null, "no port", Soon);
        await engine.DockerAsync("network", "connect", network, owner);
        await Eventually.ThatAsync(() => PortOf(watched, id) is not null, "a port again", Soon);
        await engine.DockerAsync("restart", owner);
        await Eventually.ThatAsync(() => PortOf(watched, id) is null, "no port of the owner's new network", Soon);
        await engine.DockerAsync("restart", id);

        var published = await engine.DockerAsync("port", owner, "8081/tcp");
        await Eventually.ThatAsync(() => $"127.0.0.1:{PortOf(watched, id)}" == published, $"the port {published}", Soon);
    }

    [Fact]
    public async Task Failure_18_another_name_is_reported()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);
        var name = $"sums-{Guid.NewGuid():N}";

        await engine.DockerAsync("rename", id, name);

        await Eventually.ThatAsync(() => watched.Find(id)?.Name == name, "another name", Soon);
    }

    [Fact]
    public async Task Failure_14_a_port_that_is_published_at_ipv6_alone_is_refused()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);

        var container = await watched.SeesStartedAsync(
            await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "[::]::8081"));

        var claim = container.Endpoints.ShouldHaveSingleItem();
        claim.Address.ShouldBe("::");
        ClaimRules.Validate(claim, "servicediscovery.internal").Refusal!.Reason.ShouldBe(RefusalReason.NotPublished);
    }

    [Fact]
    public async Task Failure_17_a_container_that_crashes_again_and_again_is_held_back()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);

        var id = await engine.RunScriptAsync(
            "busybox sleep 1; exit 3", "--restart", "always", "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");

        await Eventually.ThatAsync(() => watched.FactsOf(id).OfType<ContainerStarted>().Count() >= 4, "a fourth run");
        await engine.DockerAsync("rm", "-f", id);
        var crashes = watched.FactsOf(id).OfType<ContainerStarted>().Take(4).Select(started => started.Container.Crashes);
        crashes.ShouldBe([null, new CrashCount(1, 3, false), new CrashCount(2, 3, true), new CrashCount(3, 3, true)]);
    }

    [Fact]
    public async Task Containers_that_are_asked_to_stop_and_started_again_are_never_held_back()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);

        for (var restart = 0; restart < 4; restart++)
        {
            var before = watched.Find(id)!.StartedAt;
            await engine.DockerAsync("restart", id);
            await Eventually.ThatAsync(
                () => watched.Find(id) is { Phase: ContainerPhase.Running, StartedAt: var start } && start > before, "another run");
        }

        watched.FactsOf(id).OfType<ContainerStarted>().ShouldAllBe(started => started.Container.Crashes == null);
    }

    private static async Task<string> CreateNetworkAsync(DockerEngine engine) =>
        await engine.DockerAsync("network", "create", $"n{Guid.NewGuid():N}");

    private static int? PortOf(WatchedEngine watched, string id) => watched.Find(id)?.Endpoints[0].HostPort;
}
