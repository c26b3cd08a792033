using Pipeline.Core.Hosts;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// While nothing hinders, a machine whose agent and engine work is shown as live, or as doubted, after a bound: what is heard is neither
/// silence nor lost.
/// </summary>
internal sealed class Whoever_reports_is_heard : IStepOracle
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    // A machine that gets another name begins anew.
    private readonly Dictionary<(Machine Machine, string Name), TimeSpan> reports = [];
    private TimeSpan last;

    public string Sentence => $"whoever reports for {Bound.TotalSeconds:0} s is live or doubted, never silent";

    public IEnumerable<string> Check(World world)
    {
        var passed = world.Clock.Elapsed - last;
        last = world.Clock.Elapsed;
        var isHindered = Hindrances.Any(world, last);
        foreach (var machine in world.Fleet.Machines)
        {
            var counts = !isHindered && machine is { IsAlive: true, Agent.IsRunning: true, EngineHangs: false, EngineIsDown: false };
            var known = (machine, machine.Name);
            reports[known] = counts && reports.TryGetValue(known, out var before) ? before + passed : TimeSpan.Zero;
        }

        if (!reports.Any(one => one.Value > Bound)) return [];
        var hosts = world.Store.Registry.Documents.ReadHostsAsync(CancellationToken.None).Result.ToDictionary(host => host.Name);
        return reports.Where(one => one.Value > Bound)
            .Where(one => one.Key.Name == one.Key.Machine.Name)
            .Select(one => (one.Key.Machine, For: one.Value, Host: hosts.GetValueOrDefault(one.Key.Name)))
            .Where(one => !IsHeard(one.Host))
            .Select(one => $"{one.Machine} reports for {one.For.TotalSeconds:0} s, and is {one.Host?.Status.ToString() ?? "unknown"}");
    }

    private static bool IsHeard(Host? host) => host is { Status: HostStatus.Live } or { Doubt: not null };
}
