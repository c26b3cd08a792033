using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_up_is_held_to_a_label(RealPostgres postgres)
{
    [Fact]
    public async Task Containers_of_others_on_the_same_engine_neither_answer_nor_are_listed()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var engine = await DockerEngine.StartAsync();
        await using var pipeline = await RunningPipeline.StartAsync(
            "--docker", engine.Endpoint.OriginalString, "--only", "team=payments", "--only", "stage=test", "--database", database);

        await engine.RunAsync("-e", "SERVICE_8081_NAME=others", "-p", "127.0.0.1::8081", "--label", "team=search", "--label", "stage=test");
        await engine.RunAsync("-e", "SERVICE_8081_NAME=half", "-p", "127.0.0.1::8081", "--label", "team=payments");
        var ours = await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=ours", "-p", "127.0.0.1::8081", "--label", "team=payments", "--label", "stage=test");
        await pipeline.Names.LeadToAsync("ours", await engine.PortAsync(ours, "8081/tcp"));

        (await pipeline.Names.AskAsync("others")).ShouldBeEmpty();
        (await pipeline.Names.AskAsync("half")).ShouldBeEmpty();
        var listed = await PipelineCommand.RunAsync("services", "--database", database);
        listed.Output.ShouldContain("ours");
        listed.Output.ShouldNotContain("others");
        listed.Output.ShouldNotContain("half");
    }
}
