using System.Net;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Composition;

/// <summary>Gives each agent its host's address and name.</summary>
internal static class HostPlan
{
    /// <summary>The settings of the Docker engines' agents, in the engines' order.</summary>
    public static IReadOnlyList<AgentSettings> OfEngines(UpPlan plan)
    {
        string[] addresses = [.. plan.Engines.Docker.Select(endpoint => AddressOf(endpoint, plan.Settings.Address))];
        return [.. plan.Engines.Docker.Zip(addresses, HostNaming.NumberEngines(addresses))
            .Select(host => plan.Settings.Agent(host.Second, host.First.OriginalString) with { HostNameSuffix = host.Third })];
    }

    /// <param name="number">The host's number, from 1.</param>
    public static AgentSettings OfSimulated(UpPlan plan, int number) =>
        plan.Settings.Agent(SimulatedHost.Address(number), SimulatedHost.Name(number)) with { Address6 = null };

    public static AgentSettings OfProcesses(UpPlan plan, ProcessEngine engine) =>
        plan.Settings.Agent((plan.Settings.Address ?? IPAddress.Loopback).ToString(), engine.Name);

    // EngineChoice has rejected endpoints that reveal no address.
    private static string AddressOf(Uri endpoint, IPAddress? address) => address?.ToString() ?? HostNaming.FindAddress(endpoint)!;
}
