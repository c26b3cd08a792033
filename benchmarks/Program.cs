using Pipeline.Benchmarks;
using Pipeline.Tests.RealParts;

// Every figure stands beside its baseline from the same run, because machines differ and are noisy.
if (args.Contains("--help"))
{
    Console.WriteLine("""
        ./pipeline bench [NAME…] [--json] [--against FILE]
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

          --json          the run as JSON; saved in a file, it can be compared later
          --against FILE  compares this run with a saved one; exit code 1 if a figure is worse by more than a quarter

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

if (BenchOptions.Parse(args, suites.Keys) is not { } options) return 2;

var figures = new List<Figure>();
foreach (var (name, run) in suites.Where(suite => options.Wants(suite.Key)))
{
    Console.Error.WriteLine($"{name} …");
    figures.AddRange(await run());
}

var present = new Run(Machine.Describe(), figures);
if (options.IsJson) Console.WriteLine(present.ToJson());
else RunTable.Write(present, options.Former);
return options.Former is { } former && present.Figures.Any(figure => Comparison.Of(figure, former)?.IsWorse is true) ? 1 : 0;
