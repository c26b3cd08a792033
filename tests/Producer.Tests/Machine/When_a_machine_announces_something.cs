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
    [InlineData(Spot, """{"action": "terminate", "time": "2026-01-01T12:02:00Z"}""", "spot interruption (terminate)", true)]
    [InlineData(Spot, "no JSON at all", "spot interruption (unknown)", true)]
    [InlineData(Group, "Terminated", "terminated by its Auto Scaling group", false)]
    public async Task Failure_54_its_containers_are_reported_on_and_more_often_with_the_reason(
        string item, string text, string reason, bool leavesEarly)
    {
        await using var life = await Life.BeginAsync((Group, "InService"));

        life.Metadata.Say(item, text);

        await life.SeesAsync(facts => Newest(facts).Ending is not null, "an announced end");
        Newest(life.Facts).Ending.ShouldBe(new HostEnding(reason, leavesEarly));
        Newest(life.Facts).Interval.ShouldBe(TimeSpan.FromSeconds(5));
        Newest(life.Facts).Containers.ShouldHaveSingleItem();
        var before = life.Facts.Count;
        await life.SeesAsync(facts => facts.Count > before + 3, "reports go on");
        life.Facts.OfType<HostLeft>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_is_not_to_leave_early_says_that_it_ends()
    {
        await using var life = await Life.BeginAsync(new LifeSettings { LeaveOnNotice = false });

        life.Metadata.Say(Spot, """{"action": "terminate"}""");

        await life.SeesAsync(facts => Newest(facts).Ending is not null, "an announced end");
        Newest(life.Facts).Ending!.LeavesEarly.ShouldBeFalse();
    }

    [Theory]
    [InlineData("events/recommendations/rebalance", """{"noticeTime": "2026-01-01T12:02:00Z"}""")]
    [InlineData(Group, "Warmed:Stopped")]
    [InlineData(Group, "Standby")]
    public async Task What_is_no_end_announces_none(string item, string text)
    {
        await using var life = await Life.BeginAsync();

        life.Metadata.Say(item, text);

        var asked = life.Metadata.Answers;
        await life.SeesAsync(_ => life.Metadata.Answers > asked + 6, "it is asked again and again");
        life.Facts.OfType<HostReported>().ShouldAllBe(report => report.Ending == null);
    }

    [Fact]
    public async Task An_announcement_may_be_withdrawn()
    {
        await using var life = await Life.BeginAsync();
        life.Metadata.Say(Spot, """{"action": "hibernate"}""");
        await life.SeesAsync(facts => Newest(facts).Ending is not null, "an announced end");

        life.Metadata.TakeBack(Spot);

        await life.SeesAsync(facts => Newest(facts).Ending is null, "it is withdrawn");
        Newest(life.Facts).Interval.ShouldBe(TimeSpan.FromSeconds(30));
        life.Facts[^1].Stamp.Speaker.ShouldBe(life.Facts[0].Stamp.Speaker);
    }

    [Fact]
    public async Task An_agent_that_starts_after_the_announcement_says_it_in_its_first_report()
    {
        await using var life = await Life.BeginAsync((Group, "Terminated"));

        life.Facts.OfType<HostReported>().First().Ending.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_announcement_that_cannot_be_read_any_more_stands()
    {
        await using var life = await Life.BeginAsync((Group, "Terminated"));

        await life.Metadata.DisposeAsync();

        var before = life.Facts.Count;
        await life.SeesAsync(facts => facts.Count > before + 3, "reports go on");
        Newest(life.Facts).Ending.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_host_whose_end_is_announced_leaves_at_shutdown_once_nothing_runs_there(bool runs, bool leaves)
    {
        await using var life = await Life.BeginAsync(new LifeSettings { Runs = runs }, (Group, "Terminated"));

        await life.StopAsync();

        life.Facts.OfType<HostLeft>().Any().ShouldBe(leaves);
    }

    [Fact]
    public async Task A_host_whose_end_is_not_announced_stays_at_shutdown()
    {
        await using var life = await Life.BeginAsync(new LifeSettings { Runs = false });

        await life.StopAsync();

        life.Facts.OfType<HostLeft>().ShouldBeEmpty();
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

    private static HostReported Newest(IReadOnlyList<IHostFact> facts) => facts.OfType<HostReported>().Last();

    private sealed record LifeSettings
    {
        public bool LeaveOnNotice { get; init; } = true;

        /// <summary>Whether a container runs there.</summary>
        public bool Runs { get; init; } = true;
    }

    /// <summary>A host on a machine whose metadata is emulated, under a clock that moves only while something is waited for.</summary>
    private sealed class Life : IFactBus, IAsyncDisposable
    {
        private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        private readonly ConcurrentQueue<IHostFact> facts = [];
        private readonly CancellationTokenSource stop = new();
        private readonly InstanceMetadataClient client;
        private readonly Task running;

        private Life(EmulatedMetadata metadata, LifeSettings chosen)
        {
            Metadata = metadata;
            client = new InstanceMetadataClient(metadata.Endpoint);
            var settings = new AgentSettings { HostName = "i-1", Address = "10.0.1.5" };
            var engine = new SimulatedEngine("sim-1", time);
            if (chosen.Runs) engine.Run(SimulatedRun.Of("calc-1", "calc"));
            var incarnations = new IncarnationSource(time, Random.Shared);
            var supervisor = new AgentSupervisor(
                new HostAgent(engine, this, settings, incarnations, time, Random.Shared, NullLoggerFactory.Instance),
                new EndMonitor(client, chosen.LeaveOnNotice, time, NullLogger<EndMonitor>.Instance),
                new AddressMonitor(client, time, NullLogger<AddressMonitor>.Instance));
            running = supervisor.RunAsync(stop.Token);
        }

        public EmulatedMetadata Metadata { get; }

        public IReadOnlyList<IHostFact> Facts => [.. facts];

        public static Task<Life> BeginAsync(params (string, string)[] items) => BeginAsync(new LifeSettings(), items);

        public static async Task<Life> BeginAsync(LifeSettings chosen, params (string, string)[] items)
        {
            var life = new Life(await EmulatedMetadata.StartAsync(items), chosen);
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

        /// <summary>Shuts the agent down.</summary>
        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await running;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            client.Dispose();
            stop.Dispose();
            await Metadata.DisposeAsync();
        }
    }
}
