using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Console.Tests.Api;

/// <summary>
/// Programs rely on each member of each answer. <c>WRITE_FIXTURE=1</c> notes what is new; what is in the fixture already stays.
/// </summary>
public sealed class What_the_API_promises(SamplePipeline sample)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Its_description_is_the_one_that_was_given_out()
    {
        var described = (await (await HttpAsync()).AskAsync("/v1/openapi.json")).Json!;

        if (IsWriting) await File.WriteAllTextAsync(InFixture("openapi.json"), described.ToJsonString(Indented) + "\n");
        JsonNode.DeepEquals(described, JsonNode.Parse(await File.ReadAllTextAsync(InFixture("openapi.json")))).ShouldBeTrue(
            "the description has changed: write the fixture again if no client breaks, else make another version");
    }

    [Fact]
    public async Task Each_answer_has_the_members_that_it_had()
    {
        var http = await HttpAsync();
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, path) in Paths())
        {
            var answer = await http.AskAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.OK, path);
            members.UnionWith(MembersOf(answer.Json, name));
        }

        if (IsWriting) await File.WriteAllLinesAsync(InFixture("members.txt"), members);
        members.ShouldBe(await File.ReadAllLinesAsync(InFixture("members.txt")));
    }

    [Fact]
    public async Task Each_endpoint_that_is_described_is_answered()
    {
        var http = await HttpAsync();
        var described = (await http.AskAsync("/v1/openapi.json")).Json!["paths"]!.AsObject().Select(path => path.Key);

        described.ShouldBe(Paths().Select(path => path.Name), ignoreOrder: true);
    }

    private static (string Name, string Path)[] Paths() =>
    [
        .. from name in (string[])
            [
                "/v1/status", "/v1/services", "/v1/services/{name}", "/v1/services/{name}/instances", "/v1/hosts", "/v1/names", "/v1/sagas",
                "/v1/sagas/{container}", "/v1/zone/plan", "/v1/sd/prometheus", "/v1/sd/prometheus/{service}", "/v1/sd/blackbox",
                "/v1/sd/blackbox/{kind}",
            ]
           select (name, name.Replace("{name}", "calc").Replace("{service}", "calc").Replace("{container}", "calc-5")
               .Replace("{kind}", "http")),
    ];

    /// <summary>The path of each member with its kind: <c>/v1/hosts.hosts[].name: string</c>.</summary>
    private static IEnumerable<string> MembersOf(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => MembersOf(member.Value, $"{path}.{member.Key}")),
        JsonArray rows => rows.SelectMany(row => MembersOf(row, $"{path}[]")).Append($"{path}: list"),
        JsonValue value => [$"{path}: {KindOf(value)}"],
        null => [],
        _ => throw new InvalidOperationException($"{path} is {node.GetType()}"),
    };

    private static string KindOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static bool IsWriting => Environment.GetEnvironmentVariable("WRITE_FIXTURE") is "1";

    private static string InFixture(string file, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Fixtures", "api-1", file);

    private async Task<HttpClient> HttpAsync() => (await sample.ConsoleAsync()).Http;
}
