using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Machine;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Machine;

public sealed class When_a_machine_announces_something
{
    private const string Spot = "spot/instance-action";
    private const string Group = "autoscaling/target-lifecycle-state";

    [Theory]
    [InlineData(Spot, """{"action": "terminate", "time": "2026-01-01T12:02:00Z"}""", "spot interruption (terminate)")]
    [InlineData(Spot, "no JSON at all", "spot interruption (unknown)")]
    [InlineData(Group, "Terminated", "terminated by its Auto Scaling group")]
    public async Task The_host_leaves_and_says_why(string item, string text, string reason)
    {
        await using var life = await Life.BeginAsync((Group, "InService"));

        life.Metadata.Say(item, text);

        await life.SeesAsync(facts => facts.OfType<HostLeft>().Any(), "a leave");
        life.Facts[^1].ShouldBeOfType<HostLeft>().Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Nobody_speaks_for_it_any_more_until_it_is_taken_back()
    {
        await using var life = await Life.BeginAsync();
        life.Metadata.Say(Spot, """{"action": "hibernate"}""");
        await life.SeesAsync(facts => facts.OfType<HostLeft>().Any(), "a leave");
        var asked = life.Metadata.Answers;
        await life.SeesAsync(_ => life.Metadata.Answers > asked + 4, "it is asked again and again");
        life.Facts[^1].ShouldBeOfType<HostLeft>();

        life.Metadata.TakeBack(Spot);

        await life.SeesAsync(facts => facts[^1] is HostReported, "it is reported again");
        life.Facts[^1].Stamp.Epoch.ShouldBeGreaterThan(life.Facts[0].Stamp.Epoch);
    }

    [Fact]
    public async Task Metadata_that_is_away_announces_nothing()
    {
        await using var life = await Life.BeginAsync();

        await life.Metadata.DisposeAsync();

        await life.SeesAsync(facts => facts.OfType<HostReported>().Count() > 3, "reports go on");
        life.Facts.OfType<HostLeft>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Failure_15_another_address_of_the_machine_is_reported_with_all_that_is_reached_there()
    {
        await using var life = await Life.BeginAsync(("local-ipv4", "10.0.1.5"));

        life.Metadata.Say("local-ipv4", "10.0.1.6");

        await life.SeesAsync(
            facts => facts.OfType<ContainerStarted>().Any(started => started.Container.Endpoints[0].Address == "10.0.1.6"), "a move");
        await life.SeesAsync(facts => facts[^1] is HostReported { Host.Address: "10.0.1.6" }, "a report from there");
        life.Facts[^1].Stamp.Speaker.ShouldBe(life.Facts[0].Stamp.Speaker);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("0.0.0.0")]
    [InlineData("fd00::7")]
    public async Task An_address_that_is_none_is_passed_over(string text)
    {
        await using var life = await Life.BeginAsync(("local-ipv4", text));

        await life.SeesAsync(facts => facts.OfType<HostReported>().Count() > 3, "reports go on");
        life.Facts.ShouldAllBe(fact => fact.Host.Address == "10.0.1.5");
    }

    /// <summary>A host on a machine whose metadata is emulated, under a clock that moves only while something is waited for.</summary>
    private sealed class Life : IFactBus, IAsyncDisposable
    {
        private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        private readonly ConcurrentQueue<IHostFact> facts = [];
        private readonly CancellationTokenSource stop = new();
        private readonly InstanceMetadataClient client;
        private readonly Task running;

        private Life(EmulatedMetadata metadata)
        {
            Metadata = metadata;
            client = new InstanceMetadataClient(metadata.Endpoint);
            var settings = new AgentSettings { HostName = "i-1", Address = "10.0.1.5" };
            var engine = new SimulatedEngine("sim-1", time);
            engine.Run(SimulatedRun.Of("calc-1", "calc"));
            var incarnations = new IncarnationSource(time, Random.Shared);
            var supervisor = new AgentSupervisor(
                () => new HostAgent(engine, this, settings, incarnations, time, Random.Shared, NullLoggerFactory.Instance),
                settings,
                new TerminationMonitor(client, time, NullLogger<TerminationMonitor>.Instance),
                new AddressMonitor(client, time, NullLogger<AddressMonitor>.Instance),
                NullLogger<AgentSupervisor>.Instance);
            running = supervisor.RunAsync(stop.Token);
        }

        public EmulatedMetadata Metadata { get; }

        public IReadOnlyList<IHostFact> Facts => [.. facts];

        public static async Task<Life> BeginAsync(params (string, string)[] items)
        {
            var life = new Life(await EmulatedMetadata.StartAsync(items));
            await life.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");
            return life;
        }

        public Task SeesAsync(Predicate<IReadOnlyList<IHostFact>> seen, string what) => Eventually.GetAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(Facts);
            },
            seen, what, FactQueue.Patience);

        public Task PublishAsync(IReadOnlyList<IHostFact> batch, CancellationToken cancel)
        {
            foreach (var fact in batch) facts.Enqueue(fact);
            return Task.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            client.Dispose();
            stop.Dispose();
            await Metadata.DisposeAsync();
        }
    }
}
