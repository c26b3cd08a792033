namespace Pipeline.Tests.OnAws;

/// <summary>The agents are processes under a clock that is wrong (libfaketime).</summary>
[Collection(typeof(HostTests))]
public sealed class When_a_hosts_clock_is_wrong(StandInFleet fleet)
{
    [Fact]
    public async Task What_starts_answers_and_what_stops_is_gone_under_an_agent_a_day_ahead_and_under_its_successor()
    {
        const string Host = "a-day-ahead", Address = "127.0.4.1";
        await using var engine = await StandInEngine.StartAsync();
        await using (await fleet.StartAgentAsync(engine, Host, Address, TimeSpan.FromDays(1)))
        {
            var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1); // by the one clock of agent and engine
            var ended = engine.Run("ahead-ended", 4101, tomorrow);
            engine.Run("ahead-kept", 4102, tomorrow);
            await fleet.LeadsToAsync("ahead-ended", $"{Host}:4101");
            await fleet.LeadsToAsync("ahead-kept", $"{Host}:4102");
            engine.Stop(ended);
            await fleet.LeadsToAsync("ahead-ended");
        }

        await using var successor = await fleet.StartAgentAsync(engine, Host, Address);
        var stopped = engine.Run("right-ended", 4103);
        engine.Run("right-kept", 4104);
        await fleet.LeadsToAsync("right-ended", $"{Host}:4103");
        await fleet.LeadsToAsync("right-kept", $"{Host}:4104");
        engine.Stop(stopped);
        await fleet.LeadsToAsync("right-ended");

        fleet.Places("ahead-kept").ShouldBe([$"{Host}:4102"]);
        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null }, "live");
        (await fleet.CountAsync(Host, "host_doubted")).ShouldBe(0, "the first of a host and a later start are both believed at once");
    }

    [Fact]
    public async Task An_agent_that_is_started_again_a_day_ahead_is_doubted_until_its_second_report_and_so_gives_way_to_a_right_clock()
    {
        const string Host = "now-a-day-ahead", Address = "127.0.4.2";
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("now-ahead-kept", 4105);
        await using (await fleet.StartAgentAsync(engine, Host, Address)) await fleet.LeadsToAsync("now-ahead-kept", $"{Host}:4105");

        await using (await fleet.StartAgentAsync(engine, Host, Address, TimeSpan.FromDays(1)))
        {
            var ended = engine.Run("now-ahead-ended", 4106);
            await fleet.LeadsToAsync("now-ahead-ended", $"{Host}:4106");
            await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null }, "live and no longer doubted");
            await fleet.LogsAsync($"Host {Host} is heard but not believed: an agent at {Address} speaks for it whose clock is ahead");
            engine.Stop(ended);
            await fleet.LeadsToAsync("now-ahead-ended");
        }

        await using var successor = await fleet.StartAgentAsync(engine, Host, Address);
        engine.Run("now-right", 4107);
        await fleet.LeadsToAsync("now-right", $"{Host}:4107");
        fleet.Places("now-ahead-kept").ShouldBe([$"{Host}:4105"]);
        (await fleet.CountAsync(Host, "host_doubted")).ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_that_is_started_again_an_hour_behind_is_believed_with_its_second_report_and_nothing_is_deaf()
    {
        const string Host = "an-hour-behind", Address = "127.0.4.3";
        await using var engine = await StandInEngine.StartAsync();
        var ended = engine.Run("behind-ended", 4108);
        engine.Run("behind-kept", 4109);
        await using (await fleet.StartAgentAsync(engine, Host, Address)) await fleet.LeadsToAsync("behind-ended", $"{Host}:4108");

        await using var successor = await fleet.StartAgentAsync(engine, Host, Address, -TimeSpan.FromHours(1));
        engine.Stop(ended);
        engine.Run("behind-started", 4110);
        await fleet.LeadsToAsync("behind-ended");
        await fleet.LeadsToAsync("behind-started", $"{Host}:4110");
        await fleet.HealthEndsAsync(ended);

        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null }, "live and no longer doubted");
        fleet.Places("behind-kept").ShouldBe([$"{Host}:4109"]);
        await fleet.LogsAsync(
            $"Host {Host} is heard but not believed: an agent at {Address} speaks for it whose clock is behind the last start");
        (await fleet.CountAsync(Host, "host_doubted")).ShouldBe(1);
    }

    [Fact]
    public async Task A_container_that_started_next_year_gives_its_address_to_the_next_on_its_port()
    {
        const string Host = "next-year", Address = "127.0.4.4";
        await using var engine = await StandInEngine.StartAsync();
        var early = engine.Run("future", 4111, TimeProvider.System.GetUtcNow().AddYears(1));
        await using var agent = await fleet.StartAgentAsync(engine, Host, Address);
        await fleet.LeadsToAsync("future", $"{Host}:4111");

        engine.Stop(early);
        engine.Run("present", 4111);

        await fleet.LeadsToAsync("present", $"{Host}:4111");
        await fleet.LeadsToAsync("future");
        (await fleet.ListAsync()).Single(host => host.Name == Host).Doubt.ShouldBeNull();
    }
}
