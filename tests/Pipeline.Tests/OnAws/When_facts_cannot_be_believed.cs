using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Tests.Facts;

namespace Pipeline.Tests.OnAws;

/// <summary>The test publishes facts to SNS that no agent would.</summary>
[Collection(typeof(HostTests))]
public sealed class When_facts_cannot_be_believed(StandInFleet fleet)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_farewell_and_a_start_from_next_year_withdraw_nothing_and_the_host_is_doubted_and_goes_on_being_believed()
    {
        const string Host = "well-known", Address = "127.0.6.1";
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("well-known", 4301);
        await using var agent = await fleet.StartAgentAsync(engine, Host, Address);
        await fleet.LeadsToAsync("well-known", $"{Host}:4301");

        var stranger = new ModelHost(Host, Address, Now.AddYears(1).ToUnixTimeMilliseconds());
        await fleet.Facts.PublishAsync(stranger.Left());
        await fleet.Facts.PublishAsync(
            stranger.Started(stranger.Container("from-next-year", "usurper", 4301) with { StartedAt = Now.AddYears(1) }));
        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: { } doubt } && doubt.Contains("clock is ahead"), "doubted");

        engine.Run("later", 4302);
        await fleet.LeadsToAsync("later", $"{Host}:4302");
        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null }, "doubted no longer");
        fleet.Places("usurper").ShouldBeEmpty();
        fleet.Places("well-known").ShouldBe([$"{Host}:4301"]);
        (await fleet.CountAsync(Host, "host_departed")).ShouldBe(0);
    }

    [Fact]
    public async Task A_host_whose_every_report_is_rejected_is_not_silent_and_says_why_it_is_not_believed()
    {
        var epoch = Now.ToUnixTimeMilliseconds();
        var (known, never) = (new ModelHost("once-believed", "127.0.6.2", epoch), new ModelHost("never-believed", "no address", epoch));
        using var pace = new PeriodicTimer(Interval, TimeProvider.System);
        var answers = fleet.LeadsToAsync("kept-by-a-bad-host", "once-believed:4303");
        while (!answers.IsCompleted)
        {
            await fleet.Facts.PublishAsync(Report(known, known.Container("kept", "kept-by-a-bad-host", 4303)));
            await pace.WaitForNextTickAsync();
        }

        await answers;

        // For longer than a silent host is left unsuspected.
        for (var report = 0; report < 4; report++)
        {
            await fleet.Facts.PublishAsync(Report(known) with { Host = known.Identity with { Address = "10.0.0.256" } });
            await fleet.Facts.PublishAsync(Report(never));
            await pace.WaitForNextTickAsync();
        }

        await fleet.SeesAsync("once-believed", host => host.Status == "live" && IsRejected(host, "10.0.0.256"), "live, but rejected");
        await fleet.SeesAsync("never-believed", host => host.Status != "live" && IsRejected(host, "no address"), "rejected");
        (await fleet.CountAsync("once-believed", "host_suspected")).ShouldBe(0);
        fleet.Places("kept-by-a-bad-host").ShouldBe(["once-believed:4303"]);
    }

    private static bool IsRejected(HostView host, string address) =>
        host.Doubt is { } doubt && doubt.Contains("HostReported") && doubt.Contains($"'{address}'") && doubt.Contains("is no IPv4 address");

    private static HostReported Report(ModelHost host, params ContainerSnapshot[] containers) =>
        host.Reported(containers) with { Interval = Interval };
}
