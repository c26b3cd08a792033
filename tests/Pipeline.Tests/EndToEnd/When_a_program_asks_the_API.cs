using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_a_program_asks_the_API(TwoEnginePipeline engines)
{
    private const string Instances = "/v1/services/asked/instances?healthy=true";

    [Fact]
    public async Task It_sees_an_instance_come_and_go_while_it_waits()
    {
        var (engine, pipeline) = (await engines.FirstAsync(), await engines.PipelineAsync());
        using var http = new HttpClient { BaseAddress = pipeline.Console, Timeout = TimeSpan.FromMinutes(1) };
        (await http.GetAsync(Instances)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var id = await engine.RunAsync("--name", "asked-1", "-e", "SERVICE_8081_NAME=asked", "-p", "127.0.0.1::8081");
        var place = (await pipeline.Names.LeadToAsync("asked", await engine.PortAsync(id, "8081/tcp"))).Single();
        var (there, instances) = await Eventually.GetAsync(
            () => AskAsync(http, Instances), found => found.Instances.Count > 0, "the API knows the instance");
        var instance = instances.ShouldHaveSingleItem()!;
        (instance["address"]!.GetValue<string>(), instance["port"]!.GetValue<int>()).ShouldBe((place.Address, place.Port));
        instance["containerId"]!.GetValue<string>().ShouldBe(id);

        var waiting = WaitAsync(http, there);
        await engine.DockerAsync("rm", "-f", id);

        var gone = await waiting;
        gone.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JsonAsync(gone))["instances"]!.AsArray().ShouldBeEmpty();
        await pipeline.Names.AreGoneAsync("asked");
    }

    [Fact]
    public async Task It_gets_what_the_command_prints()
    {
        var (engine, pipeline) = (await engines.FirstAsync(), await engines.PipelineAsync());
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=printed", "-p", "127.0.0.1::8081");
        await pipeline.Names.LeadToAsync("printed", await engine.PortAsync(id, "8081/tcp"));
        using var http = new HttpClient { BaseAddress = pipeline.Console };
        var (_, sent) = await Eventually.GetAsync(
            () => AskAsync(http, "/v1/services/printed/instances"), found => found.Instances.Count > 0, "the API knows the instance");

        var printed = await PipelineCommand.RunAsync("instances", "--service", "printed", "--json", "--data", engines.Data);

        var (api, command) = (sent[0]!.AsObject(), JsonNode.Parse(printed.Output)![0]!.AsObject());
        foreach (var (name, value) in command.Where(member => member.Value is not null))
            JsonNode.DeepEquals(api[name], value).ShouldBeTrue($"{name}: {value?.ToJsonString()} and {api[name]?.ToJsonString()}");
    }

    private static async Task<(HttpResponseMessage Answer, JsonArray Instances)> AskAsync(HttpClient http, string question)
    {
        var answer = await http.GetAsync(question);
        return (answer, answer.IsSuccessStatusCode ? (await JsonAsync(answer))["instances"]!.AsArray() : []);
    }

    private static async Task<HttpResponseMessage> WaitAsync(HttpClient http, HttpResponseMessage known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Instances}&wait=50s");
        request.Headers.IfNoneMatch.Add(known.Headers.ETag!);
        return await http.SendAsync(request);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()) ?? throw new JsonException("null");
}
