using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Settings;

namespace Pipeline.Projector.Tests.Leases;

public sealed class Hearing_a_witness
{
    private static readonly WitnessReport Runs = new(Presence.Running, "it runs");
    private static readonly WitnessReport Gone = new(Presence.Gone, "it is gone");
    private static readonly WitnessReport Unsure = new(Presence.Uncertain, "nobody knows");

    private static readonly (Host, HostLease) Red = (
        new Host { Id = Host.StreamOf("red"), Status = HostStatus.Suspected }, new HostLease { Id = "red" });

    private readonly FakeTimeProvider time = new();
    private readonly ScriptedWitness witness = new(() => Runs);
    private readonly WitnessReports witnessReports;

    public Hearing_a_witness() => witnessReports = Hearing(witness);

    [Fact]
    public async Task Without_one_nothing_is_known()
    {
        var nobody = Hearing(null);
        await nobody.GatherAsync([Red], CancellationToken.None);

        nobody.Known.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_asked_again_only_after_a_while()
    {
        await GatherAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        await GatherAsync();
        witness.Asked.ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(1));
        witness.Says = () => Gone;
        await GatherAsync();

        witness.Asked.ShouldBe(2);
        witnessReports.Known!["red"].ShouldBe(Gone);
    }

    [Fact]
    public async Task What_it_said_for_certain_stands_while_it_is_unsure()
    {
        await GatherAsync();
        witness.Says = () => Unsure;
        await GatherLaterAsync();

        witnessReports.Known!["red"].ShouldBe(Runs);
    }

    [Fact]
    public async Task Its_failure_is_uncertainty()
    {
        witness.Says = () => throw new IOException("cut");
        await GatherAsync();
        witnessReports.Known!["red"].ShouldBe(new WitnessReport(Presence.Uncertain, "cut"));

        witness.Says = () => Gone;
        await GatherLaterAsync();
        witnessReports.Known!["red"].ShouldBe(Gone);
    }

    [Fact]
    public async Task What_it_said_of_a_host_that_is_heard_again_is_forgotten()
    {
        await GatherAsync();
        await witnessReports.GatherAsync([], CancellationToken.None);
        witnessReports.Known.ShouldBeEmpty();

        await GatherAsync();
        witness.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_one_is_not_waited_for()
    {
        var slow = Hearing(new SlowWitness());
        var gathering = slow.GatherAsync([Red], CancellationToken.None);
        gathering.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(10));
        await gathering;

        slow.Known!["red"].Presence.ShouldBe(Presence.Uncertain);
    }

    private WitnessReports Hearing(IHostWitness? said) => new(
        new ProjectorSettings { Domain = "a.internal" }, time, NullLogger<WitnessReports>.Instance, said);

    private Task GatherAsync() => witnessReports.GatherAsync([Red], CancellationToken.None);

    private Task GatherLaterAsync()
    {
        time.Advance(TimeSpan.FromSeconds(30));
        return GatherAsync();
    }

    private sealed class SlowWitness : IHostWitness
    {
        public async Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
            IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            throw new InvalidOperationException("nobody waits so long");
        }
    }
}
