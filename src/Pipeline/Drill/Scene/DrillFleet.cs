using Pipeline.Composition;
using Pipeline.Core.Hosts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Projector.Leases;
using Pipeline.Settings;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.Drill.Scene;

/// <summary>The hosts of a drill and what runs there. It is also the cloud that can be asked whether their machines run.</summary>
internal sealed class DrillFleet : IHostEngines, IHostWitness
{
    private const int HostCount = 3;

    private static readonly string[] OnEachHost = ["portal", "time", "calc"];

    private readonly PipelineSettings settings;
    private readonly IFactBus bus;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILoggerFactory logs;
    private readonly List<DrillHost> hosts;

    public DrillFleet(PipelineSettings settings, IFactBus bus, TimeProvider time, Random random, ILoggerFactory logs)
    {
        (this.settings, this.bus, this.time, this.random, this.logs) = (settings, bus, time, random, logs);
        hosts = [.. Enumerable.Range(1, HostCount).Select(number => Create(SimulatedHost.Name(number), SimulatedHost.Address(number)))];
    }

    public DrillHost this[int number] => hosts[number - 1];

    /// <summary>The number of containers from the start on.</summary>
    public static int ContainerCount => (HostCount * OnEachHost.Length) + 2;

    /// <summary>Starts the containers, three of most services and one of report and import, and the agents.</summary>
    public void Start()
    {
        foreach (var (number, host) in hosts.Index())
            foreach (var service in OnEachHost)
                host.Run($"{service}-{number + 1}", service);
        this[1].Run("report-1", "report");
        this[2].Run("import-1", "import");
        foreach (var host in hosts) host.StartAgent();
    }

    public async Task StopAsync()
    {
        foreach (var host in hosts) await host.StopAgentAsync();
    }

    /// <summary>Starts another host, which may have the name of one that is there.</summary>
    public DrillHost Add(string name, string address)
    {
        var added = Create(name, address);
        hosts.Add(added);
        added.StartAgent();
        return added;
    }

    public IStoppingEngine? StopperOf(string host) => hosts.Find(one => one.Name == host)?.Engine;

    public Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, WitnessReport>>(
            silent.Select(one => one.Host.Name).Distinct().ToDictionary(name => name, Describe));

    private WitnessReport Describe(string name) => hosts.Exists(host => host.Name == name && host.IsOn)
        ? new(Presence.Running, "the simulated cloud says that the machine runs")
        : new(Presence.Gone, "the simulated cloud says that the machine does not run");

    private DrillHost Create(string name, string address) => new(name, address, time, host => new HostAgent(
        host.Engine, bus, settings.Agent(host.Address, host.Name), new IncarnationSource(host.Clock, random), host.Clock, random, logs));
}
