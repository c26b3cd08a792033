using System.Text.Json;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_the_registry_is_read(TwoEnginePipeline engines)
{
    [Fact]
    public async Task Refused_claims_are_listed_with_their_reasons_while_the_good_one_answers()
    {
        var (engine, names) = (await engines.FirstAsync(), (await engines.PipelineAsync()).Names);
        var id = await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=good", "-e", "SERVICE_8082_NAME=no..name", "-e", "SERVICE_9999_NAME=nowhere",
            "-p", "127.0.0.1::8081", "-p", "127.0.0.1::8082");
        await names.LeadToAsync("good", await engine.PortAsync(id, "8081/tcp"));

        var refused = (await ReadAsync("instances", "--refused", "--json")).EnumerateArray()
            .Where(row => row.GetProperty("containerId").GetString() == id)
            .ToDictionary(row => row.GetProperty("claim").GetString()!, row => row.GetProperty("reason").GetString()!);

        refused.Keys.ShouldBe(["no..name", "nowhere"], ignoreOrder: true);
        refused["nowhere"].ShouldContain("9999");
        (await names.AskAsync("nowhere")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Services_instances_and_hosts_are_listed_as_tables_and_as_JSON()
    {
        var (engine, names) = (await engines.FirstAsync(), (await engines.PipelineAsync()).Names);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=listed", "-p", "127.0.0.1::8081");
        var place = (await names.LeadToAsync("listed", await engine.PortAsync(id, "8081/tcp"))).Single();

        var service = (await ReadAsync("services", "--json")).EnumerateArray()
            .Single(row => row.GetProperty("name").GetString() == "listed");
        service.GetProperty("dnsName").GetString().ShouldBe("listed.servicediscovery.internal");
        var instance = (await ReadAsync("instances", "--service", "listed", "--json")).EnumerateArray().ShouldHaveSingleItem();
        var (container, port, address) =
            (instance.GetProperty("containerId"), instance.GetProperty("port"), instance.GetProperty("address"));
        (container.GetString(), port.GetInt32(), address.GetString())
            .ShouldBe((id, place.Port, place.Address));
        (await ReadAsync("hosts", "--json")).EnumerateArray().Select(row => row.GetProperty("name").GetString()).ShouldContain(place.Host);

        (await ListAsync("services")).ShouldContain("listed");
        (await ListAsync("instances")).ShouldContain($"{place.Port}");
        (await ListAsync("hosts")).ShouldContain(place.Host);
    }

    [Fact]
    public async Task The_console_shows_what_is_listed()
    {
        var (engine, pipeline) = (await engines.FirstAsync(), await engines.PipelineAsync());
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=shown", "-p", "127.0.0.1::8081");
        var port = await engine.PortAsync(id, "8081/tcp");
        await pipeline.Names.LeadToAsync("shown", port);

        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(pipeline.Console, "/services/shown"));

        page.ShouldContain(">shown<");
        page.ShouldContain($":{port}");
        page.ShouldMatch($@"SRV</td><td[^>]*>1 1 {port} ");
    }

    private async Task<string> ListAsync(params string[] arguments)
    {
        var end = await PipelineCommand.RunAsync([.. arguments, "--data", engines.Data]);
        end.ExitCode.ShouldBe(0, end.Errors);
        return end.Output;
    }

    private async Task<JsonElement> ReadAsync(params string[] arguments) => JsonDocument.Parse(await ListAsync(arguments)).RootElement;
}
