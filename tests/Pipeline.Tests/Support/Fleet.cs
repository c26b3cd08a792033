using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Tests.Support;

/// <summary>
/// Five hosts with an agent each, and two projectors, all processes of their own: their engines real, SNS and SQS by moto, Route 53 by the
/// strict emulator. Connections to moto and to PostgreSQL can be cut.
/// </summary>
public sealed class Fleet(Moto moto, RealPostgres postgres) : IAsyncLifetime
{
    private const int Hosts = 5;
    private const string Domain = "servicediscovery.internal";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly Record TheirOwn = new(new RecordId($"theirs.{Domain}", "A"), 60, ["192.0.2.1"]);

    private readonly ServiceProcess?[] agents = new ServiceProcess?[Hosts];
    private readonly ServiceProcess?[] projectors = new ServiceProcess?[2];
    private readonly ServiceProcess?[] healthSagas = new ServiceProcess?[2];
    private readonly Uri[] consoles = new Uri[2];
    private DockerEngine[] engines = [];
    private string database = "";
    private string zone = "";

    /// <summary>Route 53.</summary>
    public Emulator Route53 { get; private set; } = null!;

    /// <summary>The connection to SNS and SQS.</summary>
    public CuttableProxy Broker { get; private set; } = null!;

    /// <summary>The connection to PostgreSQL.</summary>
    public CuttableProxy Database { get; private set; } = null!;

    /// <summary>What the names of topics and queues begin with.</summary>
    public string Scope { get; } = $"fleet-{Guid.NewGuid():N}"[..16];

    public async ValueTask InitializeAsync()
    {
        var endpoint = await moto.EndpointAsync();
        Broker = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, endpoint.Port));
        var server = new NpgsqlConnectionStringBuilder(await postgres.CreatePreparedAsync());
        Database = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, server.Port));
        (server.Host, server.Port) = ("127.0.0.1", Database.EndPoint.Port);
        database = server.ConnectionString;
        Route53 = await Emulator.StartAsync();
        zone = Route53.CreateZone(Domain);
        Route53.Edit(zone, held => held with { Records = held.Records.SetItem(TheirOwn.Id, TheirOwn) });

        engines = await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => DockerEngine.StartAsync()));
        await Task.WhenAll(StartProjectorAsync(0), StartProjectorAsync(1));
        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(StartAgentAsync));
    }

    /// <summary>The environment under which an AWS SDK speaks with this fleet's services.</summary>
    public IReadOnlyDictionary<string, string> Aws => Moto.Environment(new Uri($"http://{Broker.EndPoint}/")).ToImmutableDictionary()
        .SetItem("AWS_ENDPOINT_URL_ROUTE_53", Route53.Endpoint.AbsoluteUri);

    /// <summary>Starts containers of a service on every host, all at once.</summary>
    public Task BurstAsync(string service, int perHost = 4) =>
        Task.WhenAll(engines.SelectMany((engine, host) => Enumerable.Range(0, perHost).Select(_ =>
            engine.RunAsync("--label", $"service={service}", "-e", $"SERVICE_8081_NAME={service}", "-p", $"{AddressOf(host)}::8081"))));

    /// <summary>Removes containers on every host: all but some of each.</summary>
    public Task RemoveAsync(int butOfEachHost = 0) => Task.WhenAll(engines.Select(async engine =>
    {
        var running = (await engine.DockerAsync("ps", "--quiet", "--no-trunc")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (running.Length > butOfEachHost) await engine.DockerAsync(["rm", "-f", .. running.Skip(butOfEachHost)]);
    }));

    /// <summary>Removes all containers of one host.</summary>
    public async Task RemoveAllOfAsync(int host)
    {
        var running = (await engines[host].DockerAsync("ps", "--quiet", "--no-trunc")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (running.Length > 0) await engines[host].DockerAsync(["rm", "-f", .. running]);
    }

    /// <summary>Kills the projector that writes the zone.</summary>
    /// <returns>Which it was.</returns>
    public async Task<int> KillLeaderAsync()
    {
        var leader = -1;
        await Eventually.ThatAsync(async () => (leader = await LeaderAsync()) >= 0, "one projector leads", Deadline);
        await projectors[leader]!.KillAsync();
        return leader;
    }

    public Task KillAgentAsync(int host) => agents[host]!.KillAsync();

    public async Task StartProjectorAsync(int number)
    {
        var environment = Aws.ToImmutableDictionary().AddRange(new Dictionary<string, string>
        {
            ["Pipeline__Database"] = database,
            ["Pipeline__Scope"] = Scope,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
        });
        projectors[number] = new ServiceProcess(ServiceProcess.Pipeline, environment, "projector");
        var ready = await projectors[number]!.SaysAsync("ready: projector");
        consoles[number] = new Uri(ready.Split("console ")[1].Split(' ')[0]);
    }

    public async Task StartAgentAsync(int host)
    {
        var environment = Aws.ToImmutableDictionary().AddRange(new Dictionary<string, string>
        {
            ["Pipeline__Engine"] = engines[host].Endpoint.OriginalString,
            ["Pipeline__HostId"] = NameOf(host),
            ["Pipeline__HostAddress"] = AddressOf(host),
            ["Pipeline__Scope"] = Scope,
            ["Pipeline__ReportInterval"] = "00:00:02",
        });
        agents[host] = new ServiceProcess(ServiceProcess.Agent, environment);
        await agents[host]!.SaysAsync(" watches ");
    }

    /// <summary>Starts a health saga that checks every second and has no floor.</summary>
    public async Task StartHealthSagaAsync(int number)
    {
        var environment = Aws.ToImmutableDictionary().AddRange(new Dictionary<string, string>
        {
            ["Pipeline__Database"] = database,
            ["Pipeline__Scope"] = Scope,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
            ["Pipeline__Ttl"] = "00:00:01",
            ["Pipeline__Health__Interval"] = "00:00:01",
            ["Pipeline__Health__Timeout"] = "00:00:01",
            ["Pipeline__Health__Grace"] = "00:00:01",
            ["Pipeline__Health__Floor"] = "0",
        });
        healthSagas[number] = new ServiceProcess(ServiceProcess.Pipeline, environment, "health-saga");
        await healthSagas[number]!.SaysAsync("ready: health-saga");
    }

    public Task KillHealthSagaAsync(int number) => healthSagas[number]!.KillAsync();

    public async Task StopHealthSagasAsync()
    {
        foreach (var process in healthSagas.OfType<ServiceProcess>()) await process.DisposeAsync();
        Array.Clear(healthSagas);
    }

    /// <summary>Starts a container of an ECS task that serves.</summary>
    public Task<string> AdmitAsync(int host, string service, string task, string cluster) => ContainerUnderTest.ServesAsync(
        engines[host], service, AddressOf(host), "--label", $"service={service}",
        "--label", $"com.amazonaws.ecs.task-arn={task}", "--label", $"com.amazonaws.ecs.cluster={cluster}");

    /// <summary>Has a container fail its checks from now on.</summary>
    public Task SickensAsync(int host, string id) => ContainerUnderTest.BehavesAsync(engines[host], id, "fails");

    /// <summary>How many instances a service's name answers with.</summary>
    public int Answers(string service) => ZoneNow().Count(value => value.StartsWith($"{service}.{Domain} ", StringComparison.Ordinal));

    /// <summary>Waits until a container's story contains a text.</summary>
    public Task StoryHoldsAsync(string id, string text) =>
        Eventually.GetAsync(
            () => SagaCommand.ReadAsync(id, "--database", database),
            story => story.Contains(text),
            $"the story of {id[..12]} holds '{text}'",
            Deadline);

    /// <summary>Waits until the zone answers with exactly what the engines run, and holds somebody else's record as it was.</summary>
    public async Task ZoneEqualsTruthAsync()
    {
        var truth = await TruthAsync();
        try
        {
            await Eventually.ThatAsync(() => ZoneNow().SetEquals(truth), "the zone equals the truth", Deadline);
        }
        catch (Exception late) when (late is not OperationCanceledException)
        {
            throw new ShouldAssertException(
                $"missing: {string.Join(", ", truth.Except(ZoneNow()))}\ntoo much: {string.Join(", ", ZoneNow().Except(truth))}\n"
                + string.Join("\n---\n", projectors.Select(projector => projector!.Said)), late);
        }

        Route53.Records(zone).Single(record => record.Id == TheirOwn.Id).ShouldBe(TheirOwn);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in agents.Concat(projectors).Concat(healthSagas).OfType<ServiceProcess>()) await process.DisposeAsync();
        foreach (var engine in engines) await engine.DisposeAsync();
        await Route53.DisposeAsync();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static string NameOf(int host) => $"host-{host + 1}";

    private static string AddressOf(int host) => $"127.0.1.{host + 1}";

    /// <summary>What the engines run, as SRV values by name.</summary>
    private async Task<HashSet<string>> TruthAsync()
    {
        var running = await Task.WhenAll(engines.Select(async (engine, host) =>
            (await engine.DockerAsync("ps", "--format", "{{.Label \"service\"}} {{.Ports}}"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split([' ', ':', '-'], StringSplitOptions.RemoveEmptyEntries))
                .Select(parts => $"{parts[0]}.{Domain} 1 1 {parts[2]} {NameOf(host)}.{Domain}")));
        return running.SelectMany(lines => lines).ToHashSet();
    }

    private HashSet<string> ZoneNow() => Route53.Records(zone).Where(record => record.Id.Type == "SRV")
        .SelectMany(record => record.Values, (record, value) => $"{record.Id.Name} {value.TrimEnd('.')}").ToHashSet();

    private async Task<int> LeaderAsync()
    {
        using var http = new HttpClient();
        for (var number = 0; number < projectors.Length; number++)
        {
            var readiness = await http.GetFromJsonAsync<JsonNode>(new Uri(consoles[number], "/health/ready"));
            if ((string?)readiness!["parts"]!["zone"]!["status"] == "ready") return number;
        }

        return -1;
    }
}
