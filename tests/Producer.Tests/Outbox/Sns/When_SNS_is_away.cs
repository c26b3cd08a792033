using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Outbox.Sns;

public sealed class When_SNS_is_away(Moto moto)
{
    private const int Capacity = 50;

    [Fact]
    public async Task For_an_hour_memory_is_bounded_and_then_the_newest_state_of_everything_arrives()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var line = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, queue.Endpoint.Port));
        using var sns = FactQueue.Sns(new Uri($"http://{line.EndPoint}"));
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var engine = new SimulatedEngine("sim-1", time);
        for (var i = 0; i < 20; i++) engine.Run(SimulatedRun.Of($"early-{i}", "calc"));
        var bus = new SnsFactBus(sns, new FactTopics(sns, queue.Scope, FactQueue.TopicArn), SentFacts.Sender, time, NullLogger.Instance);
        var settings = new AgentSettings { Address = "10.0.1.5", OutboxCapacity = Capacity };
        var agent = new HostAgent(
            engine, bus, settings, new IncarnationSource(time, Random.Shared), time, Random.Shared, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var running = agent.RunAsync(stop.Token);
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        line.Cut();
        for (var minute = 0; minute < 60; minute++)
        {
            foreach (var old in engine.Running.Take(5)) engine.Remove(old.Id);
            for (var i = 0; i < 5; i++) engine.Run(SimulatedRun.Of($"late-{minute}-{i}", "calc"));
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
            agent.Status.Unpublished.ShouldBeLessThanOrEqualTo(Capacity + 1);
        }

        line.Mend();
        var truth = engine.Running.Select(container => container.Id).Order(StringComparer.Ordinal).ToList();
        await queue.SeesAsync(
            facts => ReportedRegistry.Fold(facts.OrderBy(fact => fact.Stamp.Sequence)).Containers
                .Select(container => container.Id).SequenceEqual(truth),
            "what was heard is what runs",
            meanwhile: () => time.Advance(TimeSpan.FromSeconds(1)));

        await stop.CancelAsync();
        await running;
    }
}
