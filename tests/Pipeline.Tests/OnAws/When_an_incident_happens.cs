using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>Incidents of a running pipeline, brought about with its processes.</summary>
public sealed class When_an_incident_happens(IncidentFleet fleet, Moto moto) : IClassFixture<IncidentFleet>
{
    private const string Unchecked = "SERVICE_8081_CHECK=none", Tcp = "SERVICE_8081_CHECK=tcp";

    private readonly StandInFleet parts = fleet.Parts;

    [Fact, Trait(Incidents.Trait, Incidents.HostVanished)]
    public async Task A_host_that_vanished_is_lost_and_its_names_are_empty_until_it_is_back()
    {
        const string Host = "i-0123456789abcdef0"; // EC2 knows no such machine
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("vanished", 4301, variables: Unchecked);
        await using (var agent = await parts.StartAgentAsync(engine, Host, "127.0.6.2"))
        {
            await parts.LeadsToAsync("vanished", $"{Host}:4301");
            await agent.KillAsync();
        }

        await fleet.SeesAsync(Incidents.HostVanished, Host);
        await fleet.SaysWhyAsync(Host, $"EC2 knows no {Host}");
        await fleet.SaysWhyAsync("vanished", "DNS answers with no instance");
        var services = await parts.RunAsync("services", "--service", "vanished", "--json");
        services.Output.ShouldContain("\"instances\": 0");
        services.Output.ShouldContain("HostLost");

        await using var back = await parts.StartAgentAsync(engine, Host, "127.0.6.2");
        await fleet.IsOverAsync(Incidents.HostVanished, Host);
    }

    [Fact, Trait(Incidents.Trait, Incidents.AgentDead)]
    public async Task An_agent_that_died_is_told_from_its_machine_and_its_names_go_on_answering()
    {
        using var scene = await EcsScene.CreateAsync(moto);
        var host = await scene.RunMachineAsync();
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("deaf", 4302, variables: Unchecked);
        await using (var agent = await parts.StartAgentAsync(engine, host, "127.0.6.3"))
        {
            await parts.LeadsToAsync("deaf", $"{host}:4302");
            await agent.KillAsync();
        }

        await fleet.SeesAsync(Incidents.AgentDead, host);
        await fleet.SaysWhyAsync(host, $"EC2 {host} is running");
        parts.Places("deaf").ShouldBe([$"{host}:4302"]);

        await using var back = await parts.StartAgentAsync(engine, host, "127.0.6.3");
        await fleet.IsOverAsync(Incidents.AgentDead, host);
    }

    [Fact, Trait(Incidents.Trait, Incidents.Unhealthy)]
    public async Task A_container_whose_check_fails_is_named_with_the_last_answer_until_it_passes_again()
    {
        const string Host = "sick-host", Address = "127.0.6.4";
        await using var engine = await StandInEngine.StartAsync();
        var container = engine.Run("sick", 4303, variables: Tcp);
        await using var agent = await parts.StartAgentAsync(engine, Host, Address);
        using (Listen(Address, 4303)) await fleet.SaysWhyAsync("sick", "registered; healthy");

        await fleet.SeesAsync(Incidents.Unhealthy, "sick");
        await fleet.SaysWhyAsync("sick", "last answer on port 8081: ");
        await fleet.SaysWhyAsync(container[..12], "last answer on port 8081: ");

        using var again = Listen(Address, 4303);
        await fleet.IsOverAsync(Incidents.Unhealthy, "sick");
    }

    [Fact, Trait(Incidents.Trait, Incidents.NeverPasses)]
    public async Task A_check_that_never_passed_is_named_with_the_last_answer_until_it_passes()
    {
        const string Host = "mute-host", Address = "127.0.6.5";
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("mute", 4304, variables: Tcp);
        await using var agent = await parts.StartAgentAsync(engine, Host, Address);

        await fleet.SeesAsync(Incidents.NeverPasses, "mute");
        await fleet.SaysWhyAsync("mute", "last answer on port 8081: ");
        (await parts.RunAsync("services", "--service", "mute", "--json")).Output.ShouldContain("\"healthy\": 0");

        using var serves = Listen(Address, 4304);
        await fleet.IsOverAsync(Incidents.NeverPasses, "mute");
    }

    [Fact, Trait(Incidents.Trait, Incidents.DeadLetter)]
    public async Task A_message_that_cannot_be_read_is_named_with_the_command_that_lists_it()
    {
        var queue = $"{parts.Queue}_error";
        await parts.Facts.PublishUnreadableAsync();

        await fleet.SeesAsync(Incidents.DeadLetter, queue);
        var letters = await parts.RunAsync("dead-letters", "--queue", parts.Queue);
        letters.Output.ShouldContain("ContainerStopped", customMessage: letters.Errors);
    }

    [Fact, Trait(Incidents.Trait, Incidents.ClockWrong)]
    public async Task A_clock_that_is_ahead_is_named_until_it_is_set()
    {
        const string Host = "ahead-host", Address = "127.0.6.6";
        await using var engine = await StandInEngine.StartAsync();
        engine.Run("ahead", 4305, variables: Unchecked);
        await using (var agent = await parts.StartAgentAsync(engine, Host, Address, TimeSpan.FromDays(1)))
        {
            await fleet.SeesAsync(Incidents.ClockWrong, Host);
            await fleet.SaysWhyAsync(Host, "clock wrong: its clock is ");
        }

        await using var right = await parts.StartAgentAsync(engine, Host, Address);
        await fleet.IsOverAsync(Incidents.ClockWrong, Host);
    }

    [Fact, Trait(Incidents.Trait, Incidents.TwoHostsOfOneName)]
    public async Task Two_hosts_of_one_name_are_named_until_one_of_them_is_stopped()
    {
        const string Host = "double-host";
        await using var engine = await StandInEngine.StartAsync();
        await using var other = await StandInEngine.StartAsync();
        engine.Run("double", 4306, variables: Unchecked);
        await using var first = await parts.StartAgentAsync(engine, Host, "127.0.6.7");
        await parts.LeadsToAsync("double", $"{Host}:4306");
        await using (await parts.StartAgentAsync(other, Host, "127.0.6.8"))
        {
            await fleet.SeesAsync(Incidents.TwoHostsOfOneName, Host);
            await fleet.SaysWhyAsync(Host, "two agents speak for it at once");
        }

        await fleet.IsOverAsync(Incidents.TwoHostsOfOneName, Host);
    }

    /// <summary>Accepts connections: the system does, and nobody has to take them.</summary>
    private static TcpListener Listen(string address, int port)
    {
        var listener = new TcpListener(IPAddress.Parse(address), port);
        listener.Start();
        return listener;
    }
}
