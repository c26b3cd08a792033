using System.Net;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_containers_come_and_go(TwoEnginePipeline engines)
{
    private const string Serve = "trap 'exit 0' TERM; busybox httpd -f -p 8081 & wait";
    private const string OutliveItsStopSignal = "trap : TERM; while :; do busybox sleep 3600 & wait; done";

    [Fact]
    public async Task A_started_containers_name_leads_to_it_over_udp_and_tcp_and_for_dig()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunScriptAsync(Serve, "-e", "SERVICE_8081_NAME=started", "-p", "127.0.0.1::8081");

        var place = (await names.LeadToAsync("started", await engine.PortAsync(id, "8081/tcp"))).Single();

        (await names.AskOverTcpAsync("started")).ShouldBe([place]);
        (await names.DigAsync("started", "SRV")).ShouldBe([$"1 1 {place.Port} {place.Host}.servicediscovery.internal."]);
        (await names.DigAsync(place.Host, "A")).ShouldBe([place.Address]);
        using var http = new HttpClient();
        await Eventually.ThatAsync(
            async () => (await http.GetAsync($"http://{place.Address}:{place.Port}/")).StatusCode is HttpStatusCode.NotFound,
            "the container's empty web server answers there");
    }

    [Fact]
    public async Task A_container_that_is_asked_to_stop_leaves_before_its_process_ends()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunScriptAsync(OutliveItsStopSignal, "-e", "SERVICE_8081_NAME=drained", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("drained", await engine.PortAsync(id, "8081/tcp"));

        var stopping = engine.DockerAsync("stop", "--time", "50", id);
        await names.AreGoneAsync("drained");

        (await engine.DockerAsync("inspect", "--format", "{{.State.Running}}", id)).ShouldBe("true");
        await engine.DockerAsync("kill", id);
        await stopping;
    }

    [Fact]
    public async Task A_container_that_is_removed_by_force_leaves()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=removed", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("removed", await engine.PortAsync(id, "8081/tcp"));

        await engine.DockerAsync("rm", "-f", id);

        await names.AreGoneAsync("removed");
    }

    [Fact]
    public async Task A_container_that_is_taken_out_of_its_network_leaves_and_returns_with_it()
    {
        var (engine, names) = await SetAsync();
        var network = $"apart-{Guid.NewGuid():N}";
        await engine.DockerAsync("network", "create", network);
        var id = await engine.RunAsync("--network", network, "-e", "SERVICE_8081_NAME=apart", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("apart", await engine.PortAsync(id, "8081/tcp"));

        await engine.DockerAsync("network", "disconnect", network, id);
        await names.AreGoneAsync("apart");
        await engine.DockerAsync("network", "connect", network, id);

        await names.LeadToAsync("apart", await engine.PortAsync(id, "8081/tcp"));
    }

    [Fact]
    public async Task Two_ports_answer_by_two_names()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=front", "-e", "SERVICE_9090_NAME=_admin._tcp", "-p", "127.0.0.1::8081", "-p", "127.0.0.1::9090");

        await names.LeadToAsync("front", await engine.PortAsync(id, "8081/tcp"));
        await names.LeadToAsync("_admin._tcp", await engine.PortAsync(id, "9090/tcp"));
    }

    [Fact]
    public async Task A_udp_port_answers_by_its_udp_name()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunAsync("-e", "SERVICE_53_NAME=_resolve._udp", "-p", "127.0.0.1::53/udp");

        await names.LeadToAsync("_resolve._udp", await engine.PortAsync(id, "53/udp"));
    }

    [Fact]
    public async Task A_container_that_is_restarted_answers_with_its_new_port()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=again", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("again", await engine.PortAsync(id, "8081/tcp"));

        await engine.DockerAsync("restart", id);

        await names.LeadToAsync("again", await engine.PortAsync(id, "8081/tcp"));
    }

    [Fact]
    public async Task A_paused_container_leaves_until_it_goes_on()
    {
        var (engine, names) = await SetAsync();
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=paused", "-p", "127.0.0.1::8081");
        var port = await engine.PortAsync(id, "8081/tcp");
        await names.LeadToAsync("paused", port);

        await engine.DockerAsync("pause", id);
        await names.AreGoneAsync("paused");

        await engine.DockerAsync("unpause", id);
        await names.LeadToAsync("paused", port);
    }

    [Fact]
    public async Task On_the_hosts_network_the_containers_port_answers()
    {
        var (engine, names) = await SetAsync();
        await engine.RunAsync("--network", "host", "-e", "SERVICE_18081_NAME=direct");

        await names.LeadToAsync("direct", 18081);
    }

    [Fact]
    public async Task Two_engines_with_containers_of_one_name_are_two_hosts_in_one_answer()
    {
        var ((engine, names), other) = (await SetAsync(), await engines.SecondAsync());
        string[] options = ["--name", $"twin-{Guid.NewGuid():N}", "-e", "SERVICE_8081_NAME=twin", "-p", "127.0.0.1::8081"];
        var (mine, theirs) = (await engine.RunAsync(options), await other.RunAsync(options));

        var places = await names.LeadToAsync("twin", await engine.PortAsync(mine, "8081/tcp"), await other.PortAsync(theirs, "8081/tcp"));

        places.Select(place => place.Host).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_engine_that_is_restarted_is_followed_on()
    {
        var (names, engine) = ((await engines.PipelineAsync()).Names, await engines.SecondAsync());
        var ended = await engine.RunAsync("-e", "SERVICE_8081_NAME=ended", "-p", "127.0.0.1::8081");
        var kept = await engine.RunAsync("--restart", "always", "-e", "SERVICE_8081_NAME=kept", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("ended", await engine.PortAsync(ended, "8081/tcp"));
        await names.LeadToAsync("kept", await engine.PortAsync(kept, "8081/tcp"));

        await engine.RestartAsync();

        await names.AreGoneAsync("ended");
        await names.LeadToAsync("kept", await engine.PortAsync(kept, "8081/tcp"));
        var later = await engine.RunAsync("-e", "SERVICE_8081_NAME=later", "-p", "127.0.0.1::8081");
        await names.LeadToAsync("later", await engine.PortAsync(later, "8081/tcp"));
    }

    private async Task<(DockerEngine Engine, NameServerClient Names)> SetAsync() =>
        (await engines.FirstAsync(), (await engines.PipelineAsync()).Names);
}
