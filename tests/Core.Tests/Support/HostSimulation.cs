using Pipeline.Contracts;

namespace Pipeline.Core.Tests.Support;

/// <summary>
/// A few hosts whose containers come and go, physically consistent: a port or an address has one holder at a time, freed ones are handed
/// out again, and an agent states only what it sees.
/// </summary>
internal sealed class HostSimulation
{
    public const int HostCount = 3;

    private static readonly string[] Names = ["red", "green", "blue"];
    private static readonly string[] Services = ["calc", "time", "_calc._tcp"];
    private static readonly string[] SharedAddresses = ["10.0.0.1", "10.0.0.2"];
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<IHostFact> stated = [];
    private readonly SimulatedHost[] hosts;
    private int steps;

    private HostSimulation() => hosts = [.. Names.Select((name, network) => new SimulatedHost(name, network, stated))];

    /// <summary>What was stated, in the order in which it was true.</summary>
    public IReadOnlyList<IHostFact> Stated => stated;

    /// <summary>What a registry that knows everything shows.</summary>
    public IReadOnlyList<string> Truth => RegistryLines.Sorted([.. hosts.Select(h => h.Picture())]);

    private DateTimeOffset Now => Origin.AddSeconds(steps);

    private bool IsFree(string address) => !hosts.SelectMany(h => h.AddressesInUse).Contains(address);

    /// <summary>The world after these steps, its crashed agents running again.</summary>
    public static HostSimulation After(IEnumerable<HostStep> steps)
    {
        var world = new HostSimulation();
        foreach (var step in steps) world.Take(step);
        foreach (var host in world.hosts.Where(h => h.Agent is SimulatedHost.AgentState.Crashed)) host.Begin(elsewhere: false);
        return world;
    }

    /// <summary>Every host that has not left states all that it runs.</summary>
    public HostSimulation Concluded()
    {
        foreach (var host in hosts) host.Report();
        return this;
    }

    private void Take(HostStep step)
    {
        steps++;
        var (host, pick) = (hosts[step.Host], step.Pick);
        switch (step.Kind)
        {
            case HostStepKind.Run:
                host.Run(Container(step, ownAddress: null), pick, Now);
                break;
            case HostStepKind.RunAtOwnAddress when SharedAddresses.FirstOrDefault(IsFree) is { } address:
                host.Run(Container(step, address), pick, Now);
                break;
            case HostStepKind.RunAtOwnAddress:
                break;
            case HostStepKind.Stop:
                host.Stop(pick);
                break;
            case HostStepKind.Survive:
                host.Survive(pick);
                break;
            case HostStepKind.Exit:
                host.Exit(pick);
                break;
            case HostStepKind.Remove:
                host.Remove(pick);
                break;
            case HostStepKind.Pause:
                host.Pause(pick);
                break;
            case HostStepKind.Resume:
                host.Resume(pick);
                break;
            case HostStepKind.Restart:
                host.Restart(pick, Now, IsFree);
                break;
            case HostStepKind.Report:
                host.Report();
                break;
            case HostStepKind.Crash:
                host.Crash();
                break;
            case HostStepKind.Leave:
                host.Leave();
                break;
            case HostStepKind.Begin:
                host.Begin(elsewhere: false);
                break;
            case HostStepKind.BeginElsewhere:
                host.Begin(elsewhere: true);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "no such deed");
        }
    }

    private SimulatedContainer Container(HostStep step, string? ownAddress) =>
        new($"{Names[step.Host]}-{steps}", [.. Enumerable.Range(step.Pick, 1 + (step.Pick % 2)).Select(i => Services[i % Services.Length])], ownAddress);
}
