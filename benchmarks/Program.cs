using System.Text.Json;
using Pipeline.Benchmarks;
using Pipeline.Tests.RealParts;
using Spectre.Console;

// Every figure stands beside its baseline from the same run, because machines differ and are noisy.
if (args.Contains("--help"))
{
    Console.WriteLine("""
        ./pipeline bench [NAME…] [--json]
          plan     planning a zone of 10,000 instances
          hosts    40 simulated hosts × 25 containers at once
          route53  the same, and one container, in Route 53 under today's budgets
          failover the leader is killed, freezes, or vanishes: until another has written
          facts    facts folded a second
          engine   a real engine's event to the answer over the wire
          memory   memory of `up` at rest
          transport messages over SNS and SQS a second
          agent    the native agent's memory and time to first report
          probes   10,000 endpoints looked at every 10 s, for a minute
          sick     a service that begins to fail, until its record is gone
          console  its pages with 1,000,000 events, and what 50 open ones cost
          api      an answer of the API while 10,000 instances change, and what 1,000 cost that wait
          sagas    1,000 containers that fail at once, until all are condemned
          replay   a replay of 1,000,000 events, and a plan
          life     bytes a container's life in the database, by table
          dns      answers of the local name server a second, beside knot and unbound
          why      `why` with 1,000,000 events stored
        Without a name: all of them.

        ./pipeline bench order-agent
          notes the functions that the native agent calls, for the order in which they lie in it (needs valgrind)
        """);
    return 0;
}

if (args is ["serve-endpoints"])
{
    await Endpoints.ServeAsync();
    return 0;
}

if (args is [BareServer.Command, var bytes])
{
    await BareServer.ServeAsync(bytes);
    return 0;
}

if (args is ["order-agent"]) return await AgentLayout.NoteAsync();

await using var postgres = new RealPostgres { Durable = true };
var suites = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>
{
    ["plan"] = () => Task.FromResult<IReadOnlyList<Figure>>([PlanningTheZone.Run()]),
    ["hosts"] = async () => [await ManyHosts.RunAsync(postgres)],
    ["route53"] = () => OnRoute53.RunAsync(postgres),
    ["failover"] = () => FailingOver.RunAsync(postgres),
    ["facts"] = async () => [await FoldingFacts.RunAsync(postgres)],
    ["engine"] = async () => await RealEngine.RunAsync(postgres),
    ["memory"] = async () => [await MemoryAtRest.RunAsync(postgres)],
    ["agent"] = TheAgent.RunAsync,
    ["transport"] = async () => await TheTransport.RunAsync(),
    ["probes"] = async () => await ProbingMany.RunAsync(postgres),
    ["sick"] = async () => [await SickToGone.RunAsync(postgres)],
    ["replay"] = () => ReplayingAndAsking.RunAsync(postgres, replay: true, why: false),
    ["life"] = () => BytesALife.RunAsync(postgres),
    ["why"] = () => ReplayingAndAsking.RunAsync(postgres, replay: false, why: true),
    ["dns"] = TheNameServer.RunAsync,
    ["console"] = () => TheConsole.RunAsync(postgres),
    ["api"] = () => TheApi.RunAsync(postgres),
    ["sagas"] = async () => [await ManySick.RunAsync(postgres)],
};

var wanted = args.Where(arg => arg != "--json").ToList();
if (wanted.Find(name => !suites.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"there is no benchmark '{unknown}'; there are {string.Join(", ", suites.Keys)}");
    return 2;
}

var figures = new List<Figure>();
foreach (var (name, run) in suites.Where(suite => wanted.Count == 0 || wanted.Contains(suite.Key)))
{
    Console.Error.WriteLine($"{name} …");
    figures.AddRange(await run());
}

if (args.Contains("--json"))
{
    Console.WriteLine(JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
    return 0;
}

if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "measured", "baseline of the same run", "ratio", "aim", "");
foreach (var figure in figures)
    table.AddRow(
        Markup.Escape(figure.What),
        Markup.Escape(figure.Measured),
        Markup.Escape(figure.Baseline),
        $"{figure.Ratio:0.00}",
        Markup.Escape(figure.Aim),
        figure.Met ? "met" : "[red]missed[/]");
AnsiConsole.Write(table);
return 0;
