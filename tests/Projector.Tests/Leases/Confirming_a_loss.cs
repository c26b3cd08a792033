using Pipeline.Core.Hosts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Leases;

/// <summary>A whole projector with a witness beside it.</summary>
public sealed class Confirming_a_loss(RealPostgres postgres)
{
    private static readonly LeasePolicy Quick = new(3, ConfirmAfter: TimeSpan.FromMilliseconds(300));

    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ScriptedWitness witness = new(() => new WitnessReport(Presence.Running, "EC2 i-1 is running"));

    [Fact]
    public async Task A_dead_agent_on_a_live_host_keeps_answering_until_the_host_is_gone()
    {
        await using var projector = await WithASilentHostAsync();

        await Eventually.ThatAsync(async () => (await HostAsync(projector)).Status == "mute", "the host is mute");
        (await HostAsync(projector)).Reason.ShouldEndWith("but its machine runs: EC2 i-1 is running");
        var asked = witness.Asked;
        await Eventually.ThatAsync(() => witness.Asked > asked + 2, "it is asked about again and again");
        Answers(projector).ShouldBe(1);

        witness.Says = () => new WitnessReport(Presence.Gone, "EC2 i-1 is terminated");
        await Eventually.ThatAsync(() => Answers(projector) == 0, "its instances leave");
        (await HostAsync(projector)).Status.ShouldBe("lost");
        (await HostAsync(projector)).Reason.ShouldEndWith(": EC2 i-1 is terminated");
    }

    [Fact]
    public async Task A_mute_host_that_speaks_is_live()
    {
        await using var projector = await WithASilentHostAsync();
        await Eventually.ThatAsync(async () => (await HostAsync(projector)).Status == "mute", "the host is mute");

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));

        await Eventually.ThatAsync(async () => await HostAsync(projector) is { Status: "live", Reason: null }, "the host is live");
        Answers(projector).ShouldBe(1);
    }

    [Fact]
    public async Task While_the_witness_cannot_see_nobody_is_given_up()
    {
        witness.Says = () => throw new IOException("the API is away");
        await using var projector = await WithASilentHostAsync();

        await Eventually.ThatAsync(() => witness.Asked > 3, "it is asked again and again");
        (await HostAsync(projector)).Status.ShouldBe("suspected");
        Answers(projector).ShouldBe(1);

        witness.Says = () => new WitnessReport(Presence.Gone, "EC2 i-1 is terminated");
        await Eventually.ThatAsync(() => Answers(projector) == 0, "its instances leave");
    }

    private static int Answers(ProjectorUnderTest projector) => projector.Answers("calc").Count;

    private static async Task<History.Reading.HostView> HostAsync(ProjectorUnderTest projector) =>
        (await projector.Reader.HostsAsync(CancellationToken.None)).Single();

    private async Task<ProjectorUnderTest> WithASilentHostAsync()
    {
        var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), leases: Quick, witness: witness);
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)) with { Interval = TimeSpan.FromMilliseconds(200) });
        await Eventually.ThatAsync(() => Answers(projector) == 1, "it answers");
        return projector;
    }
}
