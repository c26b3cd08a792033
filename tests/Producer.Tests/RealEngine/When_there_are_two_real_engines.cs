using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.RealEngine;

public class When_there_are_two_real_engines(RealEngines engines)
{
    [Fact]
    public async Task Containers_of_one_name_on_both_are_told_apart()
    {
        var (first, second) = (await engines.FirstAsync(), await engines.SecondAsync());
        var suffixes = HostNaming.NumberEngines(["127.0.0.1", "127.0.0.1"]);
        await using var here = await WatchedEngine.StartAsync(first, new AgentSettings { HostNameSuffix = suffixes[0] });
        await using var there = await WatchedEngine.StartAsync(second, new AgentSettings { HostNameSuffix = suffixes[1] });
        string[] options = ["--name", $"calc-{Guid.NewGuid():N}", "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081"];

        var (mine, yours) = (await first.RunAsync(options), await second.RunAsync(options));
        var (one, other) = (await here.SeesStartedAsync(mine), await there.SeesStartedAsync(yours));

        one.Name.ShouldBe(other.Name);
        one.Id.ShouldNotBe(other.Id);
        one.Endpoints[0].HostPort.ShouldNotBe(other.Endpoints[0].HostPort);
        here.Find(yours).ShouldBeNull();
        here.FactsOf(mine)[0].Host.Name.ShouldNotBe(there.FactsOf(yours)[0].Host.Name);
    }

    [Fact]
    public async Task Failure_2_an_engine_that_is_restarted_is_listed_again_and_watched_on()
    {
        var engine = await engines.SecondAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var killed = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        var kept = await engine.RunAsync("--restart", "always", "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(killed);
        var before = await watched.SeesStartedAsync(kept);

        await engine.StopAsync();
        await Eventually.ThatAsync(
            () => watched.Agent.Status is { Phase: AgentPhase.Waiting, Message: not null }, "the agent waits and says why");
        await engine.StartAgainAsync();

        await Eventually.ThatAsync(() => watched.Agent.Status.Phase is AgentPhase.Watching, "the agent watches again");
        await Eventually.ThatAsync(() => watched.Find(killed) is null, "the one that ended is gone");
        await Eventually.ThatAsync(
            () => watched.Find(kept) is { Phase: ContainerPhase.Running } again && again.StartedAt > before.StartedAt,
            "the other runs anew");
        await watched.SeesStartedAsync(await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081"));
    }
}
