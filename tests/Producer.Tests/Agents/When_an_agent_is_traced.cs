using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Agents;

public sealed class When_an_agent_is_traced(Moto moto)
{
    [Theory]
    [InlineData(null, "pipeline-producer")]
    [InlineData("agents-of-blue", "agents-of-blue")]
    public async Task What_it_did_is_at_the_collector_when_it_has_ended(string? named, string service)
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var collector = await LoopbackServer.StartAsync(_ => new(200));
        await using var engine = await EmptyEngine.StartAsync();
        var environment = AgentExecutable.Environment(queue, engine.Endpoint);
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint.OriginalString;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        if (named is not null) environment["OTEL_SERVICE_NAME"] = named;
        await using var agent = AgentExecutable.Start(environment);
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        await agent.SignalAsync("TERM");

        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
        collector.Asked.ShouldContain(
            sent => sent.Path == "/v1/traces" && sent.Body.Contains("host report") && sent.Body.Contains(service));
        collector.Asked.ShouldContain(
            sent => sent.Path == "/v1/metrics" && sent.Body.Contains("pipeline.producer.facts") && sent.Body.Contains(service));
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_keep_it_from_its_work_nor_from_its_end()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await EmptyEngine.StartAsync();
        await using var silent = new WebService(Manner.Hangs);
        var environment = AgentExecutable.Environment(queue, engine.Endpoint);
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{silent.Port}";
        await using var agent = AgentExecutable.Start(environment);
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        await agent.SignalAsync("TERM");

        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
    }

    [Fact]
    public async Task Without_a_collector_nothing_of_it_is_loaded()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await EmptyEngine.StartAsync();
        await using var agent = AgentExecutable.Start(AgentExecutable.Environment(queue, engine.Endpoint));
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        var loaded = await agent.MappedAsync();
        loaded.ShouldContain("Docker.DotNet.dll");
        loaded.ShouldNotContain("OpenTelemetry");
    }
}
