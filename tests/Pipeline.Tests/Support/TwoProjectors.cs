using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>
/// Two projectors as processes that share a database and a zone; the first reaches the database and Route 53 by lines of its own.
/// </summary>
internal sealed class TwoProjectors : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly RecordedFleet fleet;
    private readonly CuttableProxy line;
    private readonly HttpClient http = new();
    private readonly ModelHost[] hosts;
    private readonly int[] consoles = [FreePorts.Next(), FreePorts.Next()];
    private int containers;

    private TwoProjectors(RecordedFleet fleet, ModelHost[] hosts)
    {
        (this.fleet, this.hosts) = (fleet, hosts);
        var server = new NpgsqlConnectionStringBuilder(fleet.Database);
        line = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, server.Port));
        (server.Host, server.Port) = ("127.0.0.1", line.EndPoint.Port);
        ToRoute53 = new HoldingProxy(new IPEndPoint(IPAddress.Loopback, fleet.Route53.Endpoint.Port));
        First = fleet.StartProjector(consoles[0], server.ConnectionString, new Uri($"http://{ToRoute53.EndPoint}/"));
    }

    /// <summary>The one that leads at first.</summary>
    public ServiceProcess First { get; }

    /// <summary>The line of the first projector to Route 53.</summary>
    public HoldingProxy ToRoute53 { get; }

    /// <summary>The one that stands by at first.</summary>
    public ServiceProcess Second { get; private set; } = null!;

    public RecordedFleet Fleet => fleet;

    public static async Task<TwoProjectors> StartAsync(RealPostgres postgres)
    {
        var fleet = await RecordedFleet.CreateAsync(postgres);
        var projectors = new TwoProjectors(fleet, await fleet.HostsAsync("calc", 2));
        await Eventually.ThatAsync(() => fleet.ZoneNow().Count == 5, "the first writes the zone", Patience);
        projectors.Second = fleet.StartProjector(projectors.consoles[1]);
        await projectors.Second.SaysAsync("standing by");
        return projectors;
    }

    /// <summary>From now on, nothing gets through between the first projector and the database.</summary>
    public void CutOff() => line.GoDead();

    /// <summary>A container starts, and its record is in the zone within a time; returns how long that took since a moment.</summary>
    public async Task<TimeSpan> WritesAsync(Stopwatch since, TimeSpan within)
    {
        var name = $"late-{++containers}";
        IHostFact started = hosts[0].Started(hosts[0].Container(name, name, 40_000 + containers));
        await fleet.StateAsync(started);
        await Eventually.ThatAsync(
            () => fleet.ZoneNow().Any(record => record.StartsWith($"{name}.", StringComparison.Ordinal)),
            $"{name} is in the zone; {Second.Said}",
            within - since.Elapsed);
        return since.Elapsed;
    }

    /// <summary>A container of a service starts on the first host.</summary>
    public Task StartAsync(string container, string service, int port) =>
        fleet.StateAsync(hosts[0].Started(hosts[0].Container(container, service, port)));

    /// <summary>A container of the first host ends.</summary>
    public Task StopAsync(string container) => fleet.StateAsync(hosts[0].Stopped(container));

    /// <summary>Waits until the zone has so many values of a service.</summary>
    public Task AnswersAsync(string service, int values) => Eventually.ThatAsync(() => CountAnswers(service) == values,
        $"{values} values of {service}", Patience);

    /// <summary>How many values of a service the zone has.</summary>
    public int CountAnswers(string service) => fleet.Route53.Records(fleet.Zone)
        .Where(record => record.Id.Type is "SRV" && record.Id.Name == $"{service}.{RecordedFleet.Domain}")
        .Sum(record => record.Values.Length);

    /// <summary>What a projector says of the zone: its state, and why.</summary>
    public async Task<string> ReadinessAsync(ServiceProcess projector)
    {
        var console = consoles[projector == First ? 0 : 1];
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{console}/health/ready"));
        var zone = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["parts"]!["zone"]!;
        return $"{zone["status"]}: {zone["reason"]}";
    }

    /// <summary>The name of a projector where it leads.</summary>
    public static string NameOf(ServiceProcess projector) => $"{Environment.MachineName}/{projector.Id}";

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await line.DisposeAsync();
        await ToRoute53.DisposeAsync();
        await fleet.DisposeAsync();
    }
}
