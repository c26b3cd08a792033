using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_a_container_sickens(HealthCheckedPipeline checkedPipeline)
{
    [Theory]
    [InlineData("fails", "HTTP 500")]
    [InlineData("hangs", "no answer within 1 s")]
    [InlineData("refuses", "port 8081 fails")] // an engine's proxy takes the connection and breaks it off
    public async Task Its_name_is_gone_and_it_is_stopped(string manner, string found)
    {
        var (engine, names) = (await checkedPipeline.EngineAsync(), (await checkedPipeline.PipelineAsync()).Names);
        var service = $"sick-{manner}";
        var id = await checkedPipeline.AdmitAsync(service);
        await names.LeadToAsync(service, await engine.PortAsync(id, "8081/tcp"));

        await checkedPipeline.BehavesAsync(id, manner);

        await names.AreGoneAsync(service);
        await Eventually.GetAsync(
            () => engine.DockerAsync("inspect", "--format", "{{.State.Running}} {{.State.ExitCode}}", id),
            state => state.StartsWith("false"),
            "it is stopped",
            TimeSpan.FromSeconds(90));
        await checkedPipeline.IsAsync(id, "Stopped");
        var story = await checkedPipeline.StoryAsync(id);
        story.ShouldContain(found);
        string[] order =
        [
            "failing → ejecting", "applied: change", "ejecting → draining",
            "draining → stopping", "stop requested, attempt 1", "stopping → stopped",
        ];
        order.Select(step => story.IndexOf(step, StringComparison.Ordinal)).ShouldBeInOrder();
        order.ShouldAllBe(step => story.Contains(step));
        story.ShouldNotContain("attempt 2");
    }

    [Fact]
    public async Task One_that_recovers_in_time_stays_and_is_not_stopped()
    {
        var (engine, names) = (await checkedPipeline.EngineAsync(), (await checkedPipeline.PipelineAsync()).Names);
        var id = await checkedPipeline.AdmitAsync("recovers", "-e", "SERVICE_8081_CHECK_INTERVAL=5");

        await checkedPipeline.BehavesAsync(id, "fails");
        await checkedPipeline.IsAsync(id, "Suspect");
        await checkedPipeline.BehavesAsync(id, "serves");

        await checkedPipeline.IsAsync(id, "Healthy");
        (await checkedPipeline.StoryAsync(id)).ShouldNotContain("ejecting");
        await names.LeadToAsync("recovers", await engine.PortAsync(id, "8081/tcp"));
    }

    [Fact]
    public async Task One_whose_check_nobody_ever_passed_stays_and_the_listing_tells_what_to_write()
    {
        var (engine, names) = (await checkedPipeline.EngineAsync(), (await checkedPipeline.PipelineAsync()).Names);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=unproven", "-p", "127.0.0.1::8081");

        await checkedPipeline.IsAsync(id, "Unproven");

        var listed = await PipelineCommand.RunAsync("sagas", "--failed", "--service", "unproven", "--data", checkedPipeline.Data);
        listed.Output.ShouldContain("no instance of unproven ever passed http:/health");
        listed.Output.ShouldContain("set SERVICE_8081_CHECK to http:/PATH that answers 200, tcp, docker or none");
        await names.LeadToAsync("unproven", await engine.PortAsync(id, "8081/tcp"));
    }

    [Fact]
    public async Task The_engines_own_check_counts_where_it_is_asked_for()
    {
        var engine = await checkedPipeline.EngineAsync();
        var id = await checkedPipeline.AdmitAsync(
            "checked",
            "-e", "SERVICE_8081_CHECK=docker",
            "--health-cmd", "busybox test ! -e /sick", "--health-interval", "1s", "--health-retries", "1");

        await engine.DockerAsync("exec", id, "busybox", "touch", "/sick");

        await checkedPipeline.IsAsync(id, "Stopped");
        (await checkedPipeline.StoryAsync(id)).ShouldContain("docker: unhealthy");
    }
}
