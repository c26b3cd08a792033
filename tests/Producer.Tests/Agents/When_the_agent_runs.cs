using System.Net;
using Pipeline.Contracts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Agents;

public sealed class When_the_agent_runs(Moto moto)
{
    [Fact]
    public async Task What_a_real_engine_does_becomes_facts_in_the_queue()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await DockerEngine.StartAsync();
        await using var agent = AgentExecutable.Start(AgentExecutable.Environment(queue, engine.Endpoint));
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "8081");
        var heard = await queue.SeesAsync(facts => facts.OfType<ContainerStarted>().Any(fact => fact.Container.Id == id), "its start");
        await engine.DockerAsync("stop", id);
        await queue.SeesAsync(facts => facts.OfType<ContainerStopped>().Any(fact => fact.ContainerId == id), "its stop");

        var started = heard.OfType<ContainerStarted>().First(fact => fact.Container.Id == id);
        started.Host.ShouldBe(new HostIdentity("i-0123456789abcdef0", "10.0.1.5"));
        started.Container.Endpoints.ShouldHaveSingleItem().Service.ShouldBe("calc");
        queue.Facts.OfType<ContainerStopping>().ShouldContain(fact => fact.ContainerId == id);

        await agent.SignalAsync("TERM");
        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
    }

    [Fact]
    public async Task Asked_to_stop_it_takes_the_hosts_leave_where_it_was_told_to()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await EmptyEngine.StartAsync();
        await using var agent = AgentExecutable.Start(
            AgentExecutable.Environment(queue, engine.Endpoint).Append(new("Pipeline__LeaveOnShutdown", "true")));
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        await agent.SignalAsync("TERM");

        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
        await queue.SeesAsync(facts => facts.OfType<HostLeft>().Any(left => left.Reason == "shutdown"), "a leave");
    }

    [Fact]
    public async Task Told_twice_to_stop_it_tries_to_take_the_leave_for_as_long_as_told_once()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await EmptyEngine.StartAsync();
        await using var line = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, queue.Endpoint.Port));
        await using var agent = AgentExecutable.Start(new Dictionary<string, string>(AgentExecutable.Environment(queue, engine.Endpoint))
        {
            ["AWS_ENDPOINT_URL"] = $"http://{line.EndPoint}",
            ["Pipeline__LeaveOnShutdown"] = "true",
        });
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");
        line.Cut();

        await agent.SignalAsync("TERM");
        await agent.SignalAsync("TERM");

        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
        agent.Said.ShouldContain(said => said.Contains("could not deregister"));
    }

    [Fact]
    public async Task Failure_55_It_learns_from_its_machine_who_it_is_and_that_it_ends()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await EmptyEngine.StartAsync();
        await using var metadata = await EmulatedMetadata.StartAsync(("instance-id", "i-0fedcba9876543210"), ("local-ipv4", "10.0.2.7"));
        var environment = AgentExecutable.Environment(queue, engine.Endpoint);
        foreach (var name in (string[])["Pipeline__HostId", "Pipeline__HostAddress", "AWS_EC2_METADATA_DISABLED"]) environment.Remove(name);
        environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata.Endpoint.OriginalString;
        await using var agent = AgentExecutable.Start(environment);
        var heard = await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");
        heard[0].Host.ShouldBe(new HostIdentity("i-0fedcba9876543210", "10.0.2.7"));

        metadata.Say("spot/instance-action", """{"action": "terminate"}""");

        var ending = new HostEnding("spot interruption (terminate)", LeavesEarly: true);
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(report => report.Ending == ending), "an announced end");
        queue.Facts.OfType<HostLeft>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_setting_that_cannot_be_ends_it_with_one_line_and_code_2()
    {
        await using var agent = AgentExecutable.Start([new("Pipeline__ReportInterval", "soon"), new("AWS_EC2_METADATA_DISABLED", "true")]);

        (await agent.EndAsync()).ShouldBe(AgentExitCode.InvalidSetting);
        agent.Said.ShouldHaveSingleItem().ShouldStartWith("Pipeline__ReportInterval 'soon'");
    }

    [Fact]
    public async Task A_host_that_nobody_names_ends_it_with_one_line_that_says_what_to_set()
    {
        await using var off = AgentExecutable.Start([new("AWS_EC2_METADATA_DISABLED", "true"), new("AWS_REGION", "us-east-1")]);
        (await off.EndAsync()).ShouldBe(AgentExitCode.InvalidSetting, string.Join('\n', off.Said));
        off.Said.ShouldHaveSingleItem().ShouldContain("Pipeline__HostId and Pipeline__HostAddress");

        await using var away = AgentExecutable.Start(
            [new("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1"), new("AWS_REGION", "us-east-1")]);
        (await away.EndAsync()).ShouldBe(AgentExitCode.Failure);
    }

    [Fact]
    public async Task Its_help_lists_every_setting()
    {
        await using var agent = AgentExecutable.Start([], "--help");

        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success);
        foreach (var variable in AgentVariables.All)
            agent.Said.ShouldContain(line => line.Contains($"Pipeline__{variable.Name}=") && line.Contains(variable.Meaning));
    }
}
