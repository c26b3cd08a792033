using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Store;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Tests.Support;

/// <summary>
/// A projector and a health saga as processes, SNS and SQS by moto, Route 53 by the strict emulator; and as many agents as a test starts,
/// on engines that stand in. Agents report every second.
/// </summary>
public sealed partial class StandInFleet(Moto moto, RealPostgres postgres) : IAsyncLifetime
{
    public const string Domain = "servicediscovery.internal";

    /// <summary>Between two reports of an agent.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private ImmutableDictionary<string, string> surroundings = ImmutableDictionary<string, string>.Empty;
    private Emulator route53 = null!;
    private RegistryDatabase store = null!;
    private ServiceProcess projector = null!;
    private ServiceProcess? healthSaga;
    private string zone = "";

    /// <summary>What else is set in the environment of its processes.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The queue of facts.</summary>
    public string Queue { get; private set; } = "";

    /// <summary>The process that leads, and serves a console.</summary>
    internal ServiceProcess Projector => projector;

    /// <summary>The connection string of the registry.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Publishes facts that no agent would.</summary>
    internal FactPublisher Facts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var endpoint = await moto.EndpointAsync();
        var scope = $"hosts-{Guid.NewGuid():N}"[..16];
        Database = await postgres.CreatePreparedAsync();
        store = new RegistryDatabase(Database, TimeProvider.System);
        route53 = await Emulator.StartAsync();
        zone = route53.CreateZone(Domain);
        Facts = new FactPublisher(endpoint, scope);
        Queue = $"{scope}_facts";
        surroundings = Moto.Environment(endpoint).ToImmutableDictionary().AddRange(new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
            ["Pipeline__Scope"] = scope,
            ["Pipeline__Database"] = Database,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
        }).AddRange(Settings);
        projector = new ServiceProcess(ServiceProcess.Pipeline, surroundings.SetItem("Pipeline__Queue", Queue), "projector");
        await projector.SaysAsync("ready: projector");
        healthSaga = new ServiceProcess(ServiceProcess.Pipeline, surroundings, "health-saga");
        await healthSaga.SaysAsync("ready: health-saga");
    }

    /// <summary>Runs a command to its end, as a person on call would.</summary>
    internal Task<CommandEnd> RunAsync(params IEnumerable<string> arguments) =>
        PipelineCommand.RunAsync(surroundings.SetItem("Pipeline__Queue", Queue), arguments);

    /// <summary>Starts another projector, which stands by.</summary>
    /// <param name="database">The connection string by which it reaches the registry.</param>
    internal async Task<ServiceProcess> StartProjectorAsync(string database)
    {
        var another = new ServiceProcess(ServiceProcess.Pipeline, surroundings.SetItem("Pipeline__Database", database), "projector");
        await another.SaysAsync("ready: projector");
        return another;
    }

    /// <summary>Starts the agent of a host and waits until it watches its engine.</summary>
    /// <param name="engine">What it watches.</param>
    /// <param name="host">The host's name.</param>
    /// <param name="address">The host's address.</param>
    /// <param name="ahead">How far its clock is ahead, or with a negative time behind.</param>
    /// <param name="interval">The time between its reports; null for <see cref="Interval"/>.</param>
    /// <param name="metadata">The machine's metadata; null for none.</param>
    internal async Task<ServiceProcess> StartAgentAsync(
        StandInEngine engine, string host, string address, TimeSpan ahead = default, TimeSpan? interval = null,
        EmulatedMetadata? metadata = null)
    {
        var environment = surroundings.AddRange(new Dictionary<string, string>
        {
            ["Pipeline__Engine"] = engine.Endpoint.OriginalString,
            ["Pipeline__HostId"] = host,
            ["Pipeline__HostAddress"] = address,
            ["Pipeline__ReportInterval"] = $"{interval ?? Interval}",
        });
        if (metadata is not null)
            environment = environment.Remove("AWS_EC2_METADATA_DISABLED")
                .Add("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Endpoint.OriginalString);
        if (ahead != default) environment = environment.AddRange(FalseClock.Environment(ahead));
        var agent = new ServiceProcess(ServiceProcess.Agent, environment);
        await agent.SaysAsync($"{host} watches ");
        return agent;
    }

    /// <summary>The stamp before an agent's first fact, as it logs it.</summary>
    internal static Stamp StampOf(ServiceProcess agent)
    {
        var logged = Watching().Match(agent.Said).Groups;
        return new Stamp(long.Parse(logged["epoch"].Value, CultureInfo.InvariantCulture), 0) { Incarnation = logged["incarnation"].Value };
    }

    /// <summary>Waits until a service's name leads to exactly these places, written <c>HOST:PORT</c>.</summary>
    public Task LeadsToAsync(string service, params string[] places) => Eventually.GetAsync(
        () => Task.FromResult(Places(service)),
        found => found.Order().SequenceEqual(places.Order()),
        $"{service} leads to {(places is [] ? "nothing" : string.Join(", ", places))}");

    /// <summary>Where a service's name leads, by the zone.</summary>
    public IReadOnlyList<string> Places(string service) =>
    [
        .. from record in route53.Records(zone)
           where record.Id == new RecordId($"{service}.{Domain}", "SRV")
           from value in record.Values
           let words = value.TrimEnd('.').Split(' ')
           select $"{words[3][..^$".{Domain}".Length]}:{words[2]}",
    ];

    /// <summary>Waits until the zone has this address for a host.</summary>
    public Task HasAddressAsync(string host, string address) => Eventually.ThatAsync(
        () => route53.Records(zone).Any(record => IsAddress(record, host) && record.Values is [var value] && value == address),
        $"{host} is at {address}");

    /// <summary>Waits until the health saga of a container knows that its run ended.</summary>
    public Task HealthEndsAsync(string container) => Eventually.GetAsync(
        () => SagaCommand.ReadAsync(container, "--database", Database),
        story => story.StartsWith($"{container} Stopped", StringComparison.Ordinal),
        $"the saga of {container[..12]} is stopped");

    /// <summary>Waits until the projector has logged a text.</summary>
    public Task LogsAsync(string text) => projector.SaysAsync(text);

    /// <summary>Waits until a host is listed as it should be.</summary>
    public Task<HostView> SeesAsync(string host, Predicate<HostView> until, string what) => Eventually.GetAsync(
        async () => (await ListAsync()).Single(listed => listed.Name == host), until, $"host {host}: {what}");

    /// <summary>The hosts as the registry lists them.</summary>
    public Task<IReadOnlyList<HostView>> ListAsync() =>
        new RegistryReader(store.Documents, Domain).HostsAsync(CancellationToken.None);

    /// <summary>How many events of a kind are recorded of a host.</summary>
    public Task<long> CountAsync(string host, string kind) =>
        DatabaseCounts.CountAsync(Database, Core.Hosts.Host.StreamOf(host), kind);

    public async ValueTask DisposeAsync()
    {
        if (healthSaga is not null) await healthSaga.DisposeAsync();
        await projector.DisposeAsync();
        Facts.Dispose();
        await store.DisposeAsync();
        await route53.DisposeAsync();
    }

    private static bool IsAddress(Record record, string host) => record.Id == new RecordId($"{host}.{Domain}", "A");

    [GeneratedRegex("epoch (?<epoch>[0-9]+), incarnation (?<incarnation>[0-9a-f]+)")]
    private static partial Regex Watching();
}
