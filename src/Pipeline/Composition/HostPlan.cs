using System.Net;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Composition;

/// <summary>What each agent is told, from what was set for all of them.</summary>
internal static class HostPlan
{
    /// <summary>The agents' settings in the order of the engines.</summary>
    public static IReadOnlyList<AgentSettings> OfEngines(UpPlan plan)
    {
        string[] addresses = [.. plan.Engines.Docker.Select(endpoint => AddressOf(endpoint, plan.Settings.Address))];
        return [.. plan.Engines.Docker.Zip(addresses, HostNaming.NumberEngines(addresses))
            .Select(host => Common(plan) with { EngineName = host.First.OriginalString, Address = host.Second, HostNameSuffix = host.Third })];
    }

    /// <param name="plan">What was set.</param>
    /// <param name="number">The host's number, from 1.</param>
    public static AgentSettings OfSimulated(UpPlan plan, int number) =>
        Common(plan) with { Address = SimulatedHost.Address(number), EngineName = SimulatedHost.Name(number) };

    /// <param name="plan">What was set.</param>
    /// <param name="engine">The engine of this machine's processes.</param>
    public static AgentSettings OfProcesses(UpPlan plan, ProcessEngine engine) =>
        Common(plan) with { Address = (plan.Settings.Address ?? IPAddress.Loopback).ToString(), EngineName = engine.Name };

    private static AgentSettings Common(UpPlan plan) => new()
    {
        ReportInterval = plan.Settings.ReportInterval,
        LeaveOnShutdown = plan.Settings.LeaveOnShutdown,
    };

    // An endpoint that does not tell is refused before anything starts.
    private static string AddressOf(Uri endpoint, IPAddress? address) => address?.ToString() ?? HostNaming.FindAddress(endpoint)!;
}
