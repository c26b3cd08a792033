using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Tests.OnAws;

/// <summary>An agent and a projector, each a process, send their spans to one collector; between them are SNS and SQS.</summary>
public sealed class When_a_trace_is_followed(Moto moto, RealPostgres postgres) : IAsyncLifetime
{
    private const string Domain = "servicediscovery.internal";
    private const string Address = "127.0.3.1";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly string scope = $"traced-{Guid.NewGuid():N}"[..16];
    private Emulator route53 = null!;
    private SpanCollector collector = null!;
    private DockerEngine engine = null!;
    private ServiceProcess? agent;
    private ServiceProcess? projector;
    private string database = "";

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreatePreparedAsync();
        route53 = await Emulator.StartAsync();
        route53.CreateZone(Domain);
        collector = await SpanCollector.StartAsync();
        engine = await DockerEngine.StartAsync();

        var surroundings = new Dictionary<string, string>(Moto.Environment(await moto.EndpointAsync()).Concat(collector.Environment))
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
            ["Pipeline__Scope"] = scope,
        };
        projector = new ServiceProcess(
            ServiceProcess.Pipeline,
            new Dictionary<string, string>(surroundings)
            {
                ["Pipeline__Database"] = database,
                ["Pipeline__Console"] = "http://127.0.0.1:0",
            },
            "projector");
        await projector.SaysAsync("ready: projector");

        // A report that meets the container would be a second way into the zone.
        agent = new ServiceProcess(ServiceProcess.Agent, new Dictionary<string, string>(surroundings)
        {
            ["Pipeline__Engine"] = engine.Endpoint.OriginalString,
            ["Pipeline__HostId"] = "traced",
            ["Pipeline__HostAddress"] = Address,
            ["Pipeline__ReportInterval"] = "01:00:00",
        });
        await Eventually.GetAsync(
            () => Task.FromResult(collector.Spans),
            spans => spans.Any(span => span.Name == "host report"),
            "the agent's first report",
            Deadline);
    }

    [Fact]
    public async Task One_trace_leads_from_the_engines_hint_over_SNS_and_SQS_to_the_zone_in_sync()
    {
        var trace = await TraceOfContainerAsync();

        // A span is sent when it ends, which may be after those that continue it.
        var way = await Eventually.GetAsync(
            () => Task.FromResult(collector.Spans.Of(trace)),
            found => Way.All(step => found.Any(span => step(span))) && found.Roots.Count() == 1,
            $"trace {trace} is whole",
            Deadline);

        way.Roots.Single().Name.ShouldBe("container hint");
        foreach (var span in way.Where(span => span.Name is "zone change" or "zone in sync"))
            way.ParentOf(span).Name.ShouldEndWith(" process", customMessage: "the zone's spans continue the one that consumed the fact");
        way.Where(span => span.Name is "container hint" or "container inspect" or "fact publish")
            .ShouldAllBe(span => span.Service == "pipeline-producer");
        way.Where(span => span.Name.StartsWith("zone ", StringComparison.Ordinal)).ShouldAllBe(span => span.Service == "pipeline");
        way.Select(span => span.Version).Distinct().ShouldHaveSingleItem().ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    public async ValueTask DisposeAsync()
    {
        if (agent is not null) await agent.DisposeAsync();
        if (projector is not null) await projector.DisposeAsync();
        await engine.DisposeAsync();
        await collector.DisposeAsync();
        await route53.DisposeAsync();
    }

    private static readonly Predicate<Span>[] Way =
    [
        span => span.Name == "container hint",
        span => span.Name == "container inspect",
        span => span.Name == "fact publish",
        span => span.Name.EndsWith(" receive", StringComparison.Ordinal),
        span => span.Name.EndsWith(" process", StringComparison.Ordinal),
        span => span.Name == "zone change",
        span => span.Name == "zone in sync",
    ];

    /// <summary>Runs a container until it is in the zone.</summary>
    /// <returns>The trace that led there, as the command tells it.</returns>
    private async Task<string> TraceOfContainerAsync()
    {
        for (var number = 1; ; number++)
        {
            var id = await engine.RunAsync("-e", $"SERVICE_8081_NAME=traced-{number}", "-p", $"{Address}::8081");
            var chain = await Eventually.GetAsync(
                () => WhyAsync(id), chain => StagesOf(chain).Contains("insync"), "the change is in sync", Deadline);

            // A pass over everything that meets a container before its nudge does knows no cause: then the next container is followed.
            if (number == 3 || chain!["steps"]!.AsArray().All(step => step!["trace"] is null)) return chain!["trace"]!.GetValue<string>();
        }
    }

    private static IEnumerable<string> StagesOf(JsonNode? chain) =>
        chain?["steps"]!.AsArray().Select(step => step!["stage"]!.GetValue<string>()) ?? [];

    /// <summary>How the container came into the zone, as the command tells it; null for as long as nothing is recorded.</summary>
    private async Task<JsonNode?> WhyAsync(string id)
    {
        var told = await PipelineCommand.RunAsync("why", id, "--json", "--database", database);
        return told.ExitCode is 0 ? JsonNode.Parse(told.Output)![0]!["chains"]!.AsArray().FirstOrDefault() : null;
    }
}
