using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Agents;

public sealed class When_the_agent_is_published(Moto moto)
{
    [Fact]
    public async Task It_is_one_native_executable_that_works()
    {
        if (!ShellCommand.Exists("clang") && !ShellCommand.Exists("gcc"))
            MissingPart.Skip("a native executable needs a linker: apt-get install clang zlib1g-dev");
        var folder = TemporaryDirectory.Create("agent");
        using var queue = await FactQueue.CreateAsync(moto);
        await using var engine = await DockerEngine.StartAsync();
        await using var collector = await LoopbackServer.StartAsync(_ => new(200));
        await using var publishing = AgentExecutable.Start(Path.Combine(AgentExecutable.Root, "pipeline"), ["publish-agent", folder], []);
        (await publishing.EndAsync(within: TimeSpan.FromMinutes(9))).ShouldBe(0, string.Join('\n', publishing.Said));

        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["pipeline-producer"]);
        var environment = AgentExecutable.Environment(queue, engine.Endpoint).Concat(new Dictionary<string, string>
        {
            ["Pipeline__LeaveOnShutdown"] = "true",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint.OriginalString,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await using var agent = AgentExecutable.Start(Path.Combine(folder, "pipeline-producer"), [], environment);
        await queue.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "8081");
        await queue.SeesAsync(facts => facts.OfType<ContainerStarted>().Any(fact => fact.Container.Id == id), "a start");
        await engine.DockerAsync("rm", "-f", id);
        await queue.SeesAsync(facts => facts.OfType<ContainerStopped>().Any(fact => fact.ContainerId == id), "its end");

        await agent.SignalAsync("TERM");
        (await agent.EndAsync()).ShouldBe(AgentExitCode.Success, string.Join('\n', agent.Said));
        await queue.SeesAsync(facts => facts.OfType<HostLeft>().Any(), "a leave");
        collector.Asked.ShouldContain(sent => sent.Path == "/v1/traces" && sent.Body.Contains("container hint"));
        collector.Asked.ShouldContain(sent => sent.Path == "/v1/metrics" && sent.Body.Contains("pipeline.producer.hints"));
        Directory.Delete(folder, recursive: true);
    }
}
