using System.Text.Json.Nodes;
using Pipeline.Core.Hosts;
using Pipeline.Store.Sagas;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Operating;

/// <summary>The commands of a person on call, as processes, where the clock of a host's agent went back.</summary>
public sealed class When_a_host_is_not_believed(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ModelHost red = new("red", "127.0.1.1", epoch: 100_000);
    private readonly ModelHost again = new("red", "127.0.1.7", epoch: 1);

    [Fact]
    public async Task Hosts_and_why_say_so_with_the_reason_and_forget_has_the_next_report_believed()
    {
        await using var fleet = await DoubtedAsync();

        (await fleet.RunAsync("hosts")).ShouldSatisfy(
            0, "doubted, live", "an agent at 127.0.1.7 speaks for it whose clock is behind", "It ends by itself");
        var host = await HostAsync(fleet);
        host["status"]!.GetValue<string>().ShouldBe("live");
        host["doubt"]!.GetValue<string>().ShouldContain("clock is behind");
        host["speaker"]!["address"]!.GetValue<string>().ShouldBe("127.0.1.1");
        host["rivals"]!.AsArray().ShouldHaveSingleItem()!["address"]!.GetValue<string>().ShouldBe("127.0.1.7");
        (await fleet.RunAsync("why", "red")).ShouldSatisfy(
            0, "heard but not believed, because an agent at 127.0.1.7", "As last believed: live");
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(0, "host red is heard but not believed, because an agent at");

        (await fleet.RunAsync("hosts", "forget", "red")).ShouldSatisfy(
            0,
            "red: forgot the agent at 127.0.1.1, which spoke for it since 2026-01-01 12:00:00Z; "
            + "the next report of any agent is believed");
        (await HostAsync(fleet))["doubt"].ShouldBeNull();
        await fleet.StateAsync(again.Reported(again.Container("c1", "calc", 32768)));
        (await HostAsync(fleet))["speaker"]!["address"]!.GetValue<string>().ShouldBe("127.0.1.7");
        (await fleet.RunAsync("events", "--host", "red")).ShouldSatisfy(0, "speaker forgotten by hand: the next report is believed");
    }

    [Fact]
    public async Task It_is_forgotten_by_the_health_saga_too_and_said_as_JSON()
    {
        await using var fleet = await DoubtedAsync();
        await using var sagas = new PostgresSagas(fleet.Database);
        await sagas.PrepareAsync(None);
        await sagas.Reports.TrySaveLeaseAsync(
            read: null, new HostLease { Id = "red", Speaker = new("100000", 100_000, "127.0.1.1", default) }, None);

        var (code, said) = await fleet.RunAsync("hosts", "forget", "red", "--json");

        code.ShouldBe(0, said);
        JsonNode.Parse(said)!["speaker"]!["incarnation"]!.GetValue<string>().ShouldBe("100000");
        (await sagas.Reports.LeaseAsync("red", None))!.Speaker.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_unknown_is_answered_with_the_nearest()
    {
        await using var fleet = await DoubtedAsync();
        (await fleet.RunAsync("hosts", "forget", "rde")).ShouldSatisfy(
            1, "no host 'rde'; the nearest names are red: ./pipeline hosts lists all");
        (await fleet.RunAsync("hosts", "forget")).Code.ShouldBe(2);
        (await fleet.RunAsync("hosts", "forget", "--help")).ShouldSatisfy(0, "Forget which agent speaks for a host");
    }

    [Fact]
    public async Task A_container_that_another_host_reports_too_is_shown_so_wherever_it_is_listed()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        var blue = new ModelHost("blue", "127.0.1.2");
        await fleet.StateAsync(blue.Reported());
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await fleet.StateAsync(blue.Reported(blue.Container("c1", "calc", 32768)));

        (await fleet.RunAsync("instances")).ShouldSatisfy(0, "doubted, running", "host blue reports it too");
        (await fleet.RunAsync("services")).ShouldSatisfy(0, "1 (1 doubted)");
        (await fleet.RunAsync("why", "c1")).ShouldSatisfy(
            0, "heard but not believed, because host blue reports it too", "As last believed: registered for calc", "why it is doubted");
    }

    /// <summary>A host that reported calc, and whose agent then started again behind its last start.</summary>
    private async Task<RecordedFleet> DoubtedAsync()
    {
        var fleet = await RecordedFleet.CreateAsync(postgres);
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        fleet.Time.Advance(TimeSpan.FromSeconds(60));
        await fleet.StateAsync(again.Reported(again.Container("c1", "calc", 32768)));
        return fleet;
    }

    private static async Task<JsonNode> HostAsync(RecordedFleet fleet)
    {
        var (code, said) = await fleet.RunAsync("hosts", "--json");
        code.ShouldBe(0, said);
        return JsonNode.Parse(said)!.AsArray().ShouldHaveSingleItem()!;
    }
}
