using Pipeline.Contracts;

namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>
/// A few hosts whose containers come and go, physically consistent: a port or an address has one holder at a time, freed ones are handed
/// out again, and an agent states only what it sees.
/// </summary>
internal sealed class World
{
    public const int HostCount = 3;

    private static readonly string[] Names = ["red", "green", "blue"];
    private static readonly string[] Services = ["calc", "time", "_calc._tcp", "calc,sums"];
    private static readonly string[] SharedAddresses = ["10.0.0.1", "10.0.0.2"];
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<IHostFact> stated = [];
    private readonly WorldHost[] hosts;
    private int steps;

    private World() => hosts = [.. Names.Select((name, network) => new WorldHost(name, network, stated))];

    /// <summary>What was stated, in the order in which it was true.</summary>
    public IReadOnlyList<IHostFact> Stated => stated;

    /// <summary>What a registry that knows everything shows.</summary>
    public IReadOnlyList<string> Truth => Picture.Sorted([.. hosts.Select(h => h.Picture())]);

    private DateTimeOffset Now => Origin.AddSeconds(steps);

    private bool IsFree(string address) => !hosts.SelectMany(h => h.AddressesInUse).Contains(address);

    /// <summary>The world after these steps, its crashed agents running again.</summary>
    public static World After(IEnumerable<Step> steps)
    {
        var world = new World();
        foreach (var step in steps) world.Take(step);
        foreach (var host in world.hosts.Where(h => h.Agent is WorldHost.AgentState.Crashed)) host.Begin(elsewhere: false);
        return world;
    }

    /// <summary>Every host that has not left states all that it runs.</summary>
    public World Concluded()
    {
        foreach (var host in hosts) host.Report();
        return this;
    }

    private void Take(Step step)
    {
        steps++;
        var (host, pick) = (hosts[step.Host], step.Pick);
        switch (step.Deed)
        {
            case Deed.Run:
                host.Run(Container(step, ownAddress: null), pick, Now);
                break;
            case Deed.RunAtOwnAddress when SharedAddresses.FirstOrDefault(IsFree) is { } address:
                host.Run(Container(step, address), pick, Now);
                break;
            case Deed.RunAtOwnAddress:
                break;
            case Deed.Stop:
                host.Stop(pick);
                break;
            case Deed.Survive:
                host.Survive(pick);
                break;
            case Deed.Exit:
                host.Exit(pick);
                break;
            case Deed.Remove:
                host.Remove(pick);
                break;
            case Deed.Pause:
                host.Pause(pick);
                break;
            case Deed.Resume:
                host.Resume(pick);
                break;
            case Deed.Restart:
                host.Restart(pick, Now, IsFree);
                break;
            case Deed.Report:
                host.Report();
                break;
            case Deed.Crash:
                host.Crash();
                break;
            case Deed.Leave:
                host.Leave();
                break;
            case Deed.Begin:
                host.Begin(elsewhere: false);
                break;
            case Deed.BeginElsewhere:
                host.Begin(elsewhere: true);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Deed, "no such deed");
        }
    }

    private WorldContainer Container(Step step, string? ownAddress)
    {
        var claimed = Enumerable.Range(step.Pick, 1 + (step.Pick % 2)).Select(i => Services[i % Services.Length]);
        return new($"{Names[step.Host]}-{steps}", [.. claimed], ownAddress);
    }
}
