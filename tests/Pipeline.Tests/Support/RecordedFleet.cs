using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;
using Pipeline.Projector.Registry;
using Pipeline.Store;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Tests.Support;

/// <summary>
/// A registry with a history and a zone of an emulated Route 53. The commands of a person on call run against them, each as a process.
/// </summary>
internal sealed class RecordedFleet : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private readonly RegistryDatabase store;
    private readonly RegistryWriter writer;

    private RecordedFleet(string database, Emulator route53, NameRules? names, DateTimeOffset? now)
    {
        (Database, Route53) = (database, route53);
        Time = new(now ?? new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        Zone = route53.CreateZone(Domain);
        store = new RegistryDatabase(database, Time);
        writer = new RegistryWriter(
            store.Registry, new Registrar(Domain, names: () => names ?? NameRules.Anyone), Time, NullLogger<RegistryWriter>.Instance);
    }

    public string Database { get; }

    public Emulator Route53 { get; }

    public string Zone { get; }

    public FakeTimeProvider Time { get; }

    /// <param name="postgres">The server.</param>
    /// <param name="names">Who may claim which names; null for anyone.</param>
    /// <param name="now">When the history begins; null for a day long ago.</param>
    public static async Task<RecordedFleet> CreateAsync(RealPostgres postgres, NameRules? names = null, DateTimeOffset? now = null) =>
        new(await postgres.CreatePreparedAsync(), await Emulator.StartAsync(), names, now);

    /// <summary>Records what hosts state.</summary>
    public Task StateAsync(params IReadOnlyList<IHostFact> facts) => writer.FoldAsync(facts, CancellationToken.None);

    /// <summary>Three hosts with so many containers of a service each.</summary>
    public async Task<ModelHost[]> HostsAsync(string service, int containers)
    {
        ModelHost[] hosts = [.. Enumerable.Range(1, 3).Select(number => new ModelHost($"host-{number}", $"127.0.1.{number}"))];
        foreach (var host in hosts)
        {
            await StateAsync(host.Reported([.. Enumerable.Range(0, containers).Select(
                i => host.Container($"{service}-{host.Identity.Name}-{i}", service, 32768 + i))]));
        }

        return hosts;
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return (await process.EndsAsync(), process.Said);
    }

    /// <summary>Runs a command to its end, and keeps what it prints apart from what it says about it.</summary>
    public Task<CommandEnd> ReadAsync(params string[] arguments) => PipelineCommand.RunAsync(Environment, arguments);

    /// <summary>Runs a command at a terminal.</summary>
    /// <returns>All that the terminal was sent.</returns>
    public Task<string> AtATerminalAsync(string command) => ShellCommand.RunAsync(
        "env",
        [
            .. Environment.Select(variable => $"{variable.Key}={variable.Value}"),
            "TERM=xterm", "script", "-qec", $"dotnet '{ServiceProcess.Pipeline}' {command}", "/dev/null",
        ]);

    public ServiceProcess Start(params string[] arguments) => new(ServiceProcess.Pipeline, Environment, arguments);

    /// <summary>Starts a projector, which serves its readiness.</summary>
    /// <param name="console">The port of its console.</param>
    /// <param name="database">Where it reaches the database; null for the way that all take.</param>
    /// <param name="route53">Where it reaches Route 53; null for the way that all take.</param>
    public ServiceProcess StartProjector(int console, string? database = null, Uri? route53 = null)
    {
        var environment = Environment;
        if (database is not null) environment["Pipeline__Database"] = database;
        if (route53 is not null) environment["AWS_ENDPOINT_URL_ROUTE_53"] = route53.AbsoluteUri;
        return new(ServiceProcess.Pipeline, environment, "projector", "--console", $"http://127.0.0.1:{console}");
    }

    private Dictionary<string, string> Environment => new()
    {
        ["Pipeline__Database"] = Database,
        ["Pipeline__ZoneId"] = Zone,
        ["AWS_ENDPOINT_URL_ROUTE_53"] = Route53.Endpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9/", // whoever publishes or stops finds nobody there
        ["AWS_ACCESS_KEY_ID"] = "testing",
        ["AWS_SECRET_ACCESS_KEY"] = "testing",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>What the zone holds, a line each.</summary>
    public IReadOnlyList<string> ZoneNow(string? zone = null) =>
        [
            .. Route53.Records(zone ?? Zone)
                .Where(record => record.Id.Type is "A" or "SRV")
                .Select(record => $"{record.Id.Name} {record.Id.Type} {string.Join(" ", record.Values.Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Puts somebody else's record into the zone.</summary>
    public void PutForeign(string name, string type, string value) => Route53.Edit(Zone, held =>
    {
        var id = new RecordId($"{name}.{Domain}", type);
        return held with { Records = held.Records.SetItem(id, new Record(id, 60, [value])) };
    });

    /// <summary>Removes the records from the zone; the ledger does not hear of it.</summary>
    public void Wipe() => Route53.Edit(Zone, held => held with
    {
        Records = held.Records.RemoveRange(
            held.Records.Values.Where(record => record.Id.Type is "A" or "SRV").Select(record => record.Id)),
    });

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await Route53.DisposeAsync();
    }
}
