using System.Diagnostics;
using Amazon;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Producer.Settings;
using Pipeline.Store;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Benchmarks;

/// <summary>
/// Agents of simulated hosts, SNS and SQS by moto, a projector as a process, and Route 53 with today's budgets. First one container at a
/// time until its change is accepted, compared with a bare call; then 40 hosts × 25 containers at once until all 1,000 are in the zone,
/// each with a port that was declared, so that its IPv4 and IPv6 addresses are at its service's own name as well.
/// </summary>
internal static class OnRoute53
{
    private const int Hosts = 40;
    private const int ContainersPerHost = 25;
    private const int Alone = 60;
    private const int Port = 8080;

    /// <summary>Of the first service; those of the others follow.</summary>
    private const int FirstNamedPort = 20_000;

    /// <summary>The kinds of records that an instance is in: SRV, A and AAAA.</summary>
    private const int Kinds = 3;

    private const string Domain = "servicediscovery.internal";

    /// <summary>Between two bare calls: more than ten a second would be throttled.</summary>
    private static readonly TimeSpan Unthrottled = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two lone containers: more than two a second are none, and are gathered.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        var bare = await BareCallsAsync();
        var (alone, burst, counts) = await WholeAsync(await postgres.CreateDatabaseAsync());
        return
        [
            Lone("p50", 0.5), Lone("p99", 0.99),
            new Figure(
                "40 hosts × 25 containers at once, until all 1,000 and their addresses are in Route 53", $"{burst:0.00} s",
                $"{counts.ChangeCalls} change calls, {counts.Throttled} throttled", null, "≤ 8 s, ≤ 10 calls, 0 throttled",
                burst <= 8 && counts is { ChangeCalls: <= 10, Throttled: 0 }),
        ];

        Figure Lone(string name, double share)
        {
            var (ours, call) = (Quantile.Of(alone, share), Quantile.Of(bare, share));
            return new Figure(
                $"one container, engine event to change accepted, {name}",
                $"{ours:0.0} ms",
                $"a bare ChangeResourceRecordSets call: {call:0.0} ms",
                ours / call,
                "–",
                true);
        }
    }

    private static async Task<(List<double> Alone, double Burst, Counts Counts)> WholeAsync(string database)
    {
        await using var moto = new Moto();
        await using var route53 = await Emulator.StartAsync();
        var zone = route53.CreateZone(Domain);
        var aws = new Dictionary<string, string>(Moto.Environment(await moto.EndpointAsync()))
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
        };
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        await using var projector = await TheCommand.StartAsync(database, aws, "projector", "--domain", Domain);

        foreach (var (name, value) in aws) Environment.SetEnvironmentVariable(name, value); // where an agent finds SNS
        using var sns = new SnsConnection();
        var bus = sns.CreateBus(
            scope: null,
            topicArn: null,
            new("benchmark", "0", "localhost", Environment.ProcessId, "", ""),
            TimeProvider.System,
            NullLoggerFactory.Instance);

        var engines = Enumerable.Range(1, Hosts)
            .Select(n => (Number: n, Engine: new SimulatedEngine(SimulatedHost.Name(n), TimeProvider.System)))
            .ToList();
        using var stop = new CancellationTokenSource();
        var incarnations = new IncarnationSource(TimeProvider.System, Random.Shared);
        var agents = engines
            .Select(e => new HostAgent(
                e.Engine,
                bus,
                new AgentSettings { Address = SimulatedHost.Address(e.Number), Address6 = $"2001:db8::{e.Number:x}" },
                incarnations,
                TimeProvider.System,
                Random.Shared,
                NullLoggerFactory.Instance))
            .ToList();
        var running = agents.Select(agent => agent.RunAsync(stop.Token)).ToList();
        await Eventually.ThatAsync(() => agents.All(agent => agent.Status.LastReport != Stamp.None), "all agents watch");
        await route53.WhenAsync(zone, now => now.Records.Keys.Count(id => id.Type is "A") == Hosts);

        var alone = new List<double>();
        for (var i = 0; i < Alone; i++)
        {
            await Task.Delay(Apart, TimeProvider.System);
            var name = $"alone-{i}.{Domain}";
            var answered = route53.WhenAsync(zone, now => now.Records.Keys.Any(id => id.Name == name));
            var begun = Stopwatch.GetTimestamp();
            engines[i % Hosts].Engine.Run(SimulatedRun.Of($"alone-{i}", $"alone-{i}"));
            await answered;
            alone.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System); // the bucket fills
        route53.ResetCounts();
        var all = route53.WhenAsync(zone, now => now.Records.Values
            .Where(record => record.Id.Name.StartsWith("service-", StringComparison.Ordinal))
            .Sum(record => record.Values.Length) == Hosts * ContainersPerHost * Kinds);
        var watch = Stopwatch.StartNew();
        foreach (var (_, engine) in engines)
            for (var i = 0; i < ContainersPerHost; i++)
                engine.Run(SimulatedRun.Of($"c{i}", $"service-{i}", Port) with
                {
                    NamedPorts = new Dictionary<int, int> { [Port] = FirstNamedPort + i },
                });
        await all.WaitAsync(TimeSpan.FromMinutes(2));

        var (burst, counts) = (watch.Elapsed.TotalSeconds, route53.Counts);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        return ([.. alone.Skip(Alone / 3)], burst, counts);
    }

    private static async Task<List<double>> BareCallsAsync()
    {
        await using var route53 = await Emulator.StartAsync();
        var zone = route53.CreateZone(Domain);
        using var client = Client(route53);
        var took = new List<double>();
        for (var i = 0; i < Alone; i++)
        {
            await Task.Delay(Unthrottled, TimeProvider.System);
            var set = new ResourceRecordSet($"alone-{i}.{Domain}.", RRType.SRV)
            {
                TTL = 5,
                ResourceRecords = [new($"1 1 32768 host.{Domain}.")],
            };
            var begun = Stopwatch.GetTimestamp();
            var change = new ChangeBatch([new(ChangeAction.CREATE, set)]);
            await client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest(zone, change));
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return [.. took.Skip(Alone / 3)];
    }

    private static AmazonRoute53Client Client(Emulator route53) => new(
        new BasicAWSCredentials("bench", "bench"),
        new AmazonRoute53Config { RegionEndpoint = RegionEndpoint.USEast1, ServiceURL = route53.Endpoint.AbsoluteUri });
}
