using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Pipeline.Tests.RealParts;

namespace Pipeline.Aws.Tests.Referee;

/// <summary>
/// AWS's models and AWS's client for Python are the referee: each of our requests has to be what botocore makes of the same members, and
/// each answer and error has to be read as botocore reads it.
/// </summary>
public sealed class What_botocore_says_of_our_clients(Botocore botocore)
{
    private const int HostileSeeds = 12;

    private static readonly (string Kind, int Seed)[] Specimens =
        [("least", 0), ("full", 0), ("full", 1), .. Enumerable.Range(0, HostileSeeds).Select(seed => ("hostile", seed))];

    public static TheoryData<string, string> Operations
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var (service, operation) in OurOperations.All) table.Add(service, operation);
            return table;
        }
    }

    public static TheoryData<string> Services => [.. OurOperations.Services];

    [Fact]
    public void All_operations_are_asked_about() => OurOperations.All.Count().ShouldBe(30);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_is_what_botocore_sends(string service, string operation)
    {
        await using var peer = WirePeer.Saying(new Said(200, ""));
        foreach (var (kind, seed) in Specimens)
        {
            var members = await botocore.AskAsync(OurOperations.Question("input", service, operation, kind, seed));
            var request = Members.Fill(OurOperations.RequestType(service, operation), members);

            await Should.ThrowAsync<AmazonServiceException>(() => OurOperations.CallAsync(service, operation, peer.Endpoint, request));

            var question = OurOperations.Question("request", service, operation);
            question["members"] = Members.Read(request);
            question["wire"] = Write(peer.Heard[^1]);
            var verdict = await botocore.AskAsync(question);
            verdict["fault"].ShouldBeNull($"{kind} {seed}: {verdict["fault"]}");
        }

        peer.Heard.Count.ShouldBe(Specimens.Length);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_answer_is_read_as_botocore_reads_it(string service, string operation)
    {
        foreach (var (kind, seed) in Specimens)
        {
            var answer = await botocore.AskAsync(OurOperations.Question("answer", service, operation, kind, seed));
            await using var peer = WirePeer.Saying(new Said(200, answer["body"]!.GetValue<string>()));

            var response = await OurOperations.CallAsync(service, operation, peer.Endpoint, await RequestAsync(service, operation));

            var ours = JsonNode.Parse(Members.Read(response)!.ToJsonString());
            var theirs = JsonNode.Parse(Members.Select(response.GetType(), answer["members"]!).ToJsonString());
            JsonNode.DeepEquals(ours, theirs).ShouldBeTrue($"{kind} {seed}:\n{ours}\n, and botocore\n{theirs}");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_error_is_the_exception_of_its_code(string service, string operation)
    {
        foreach (var error in (await botocore.AskAsync(OurOperations.Question("errors", service, operation))).AsArray())
        {
            var (code, name) = (error!["code"]!.GetValue<string>(), error["exception"]!.GetValue<string>());
            await using var peer = WirePeer.Saying(new Said(error["status"]!.GetValue<int>(), error["body"]!.GetValue<string>()));
            var request = await RequestAsync(service, operation);

            var failure = await Should.ThrowAsync<AmazonServiceException>(
                () => OurOperations.CallAsync(service, operation, peer.Endpoint, request));

            (failure.ErrorCode, failure.Message, (int)failure.StatusCode).ShouldBe((code, "because", error["status"]!.GetValue<int>()));
            if (code != "SomethingNewException") failure.GetType().Name.ShouldBe(name);
            failure.GetType().Namespace!.ShouldStartWith("Amazon.");
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_class_of_constants_has_all_values(string service)
    {
        var enumerations = await botocore.AskAsync(OurOperations.Question("enumerations", service, ""));
        foreach (var type in OurOperations.Constants(service))
        {
            var ours = type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => ((ConstantClass)field.GetValue(null)!).Value);
            var theirs = enumerations[type.Name]?.AsArray().Select(value => value!.GetValue<string>());
            ours.ShouldBe(theirs.ShouldNotBeNull($"the model has no {type.Name}"), ignoreOrder: true, type.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_endpoint_is_that_of_botocore(string service)
    {
        var faults = new List<string>();
        foreach (var endpoint in (await botocore.AskAsync(OurOperations.Question("endpoints", service, ""))).AsArray())
        {
            if (endpoint!["url"]?.GetValue<string>() is not { } url) continue;
            var config = OurOperations.Config(service);
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(endpoint["region"]!.GetValue<string>());
            config.UseFIPSEndpoint = endpoint["fips"]!.GetValue<bool>();
            config.UseDualstackEndpoint = endpoint["dual"]!.GetValue<bool>();

            var ours = config.DetermineServiceOperationEndpoint(new(new GetHostedZoneRequest()));

            var signing = ReadSigningRegion(ours) ?? endpoint["region"]!.GetValue<string>();
            if (ours.URL != url || signing != endpoint["signing"]!.GetValue<string>())
                faults.Add($"{endpoint.ToJsonString()}: {ours.URL} {signing}");
        }

        faults.ShouldBeEmpty();
    }

    private async Task<object> RequestAsync(string service, string operation) => Members.Fill(
        OurOperations.RequestType(service, operation), await botocore.AskAsync(OurOperations.Question("input", service, operation)));

    private static string? ReadSigningRegion(Endpoint endpoint) =>
        endpoint.Attributes?["authSchemes"] is IList { Count: > 0 } schemes && schemes[0] is IPropertyBag scheme
            ? (string)scheme["signingRegion"]
            : null;

    private static JsonObject Write(Heard heard) => new()
    {
        ["method"] = heard.Line.Split(' ')[0],
        ["target"] = heard.Line.Split(' ')[1],
        ["headers"] = new JsonObject(heard.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["body"] = heard.Body,
    };
}
