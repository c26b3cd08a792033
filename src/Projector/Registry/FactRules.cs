using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Registry;

/// <summary>What a fact must be before the registry takes it in: complete, of bounded size, and storable.</summary>
internal static class FactRules
{
    private const int MaxText = 1_024;
    private const int MaxContainers = 10_000;
    private const int MaxEndpoints = 256;

    /// <returns>What is wrong, for people; null where nothing is.</returns>
    public static string? Flaw(IHostFact fact) => HostFlaw(fact) ?? fact switch
    {
        ContainerStarted f => Flaw(f.Container),
        ContainerStopping f => IdFlaw(f.ContainerId),
        ContainerPaused f => IdFlaw(f.ContainerId),
        ContainerStopped f => IdFlaw(f.ContainerId),
        HostReported { Containers: null } => "lists no containers, not even none",
        HostReported { Containers.Count: > MaxContainers } => $"lists more than {MaxContainers} containers",
        HostReported { Interval: var interval } when interval <= TimeSpan.Zero => "its interval is not positive",
        HostReported f => f.Containers.Select(Flaw).FirstOrDefault(flaw => flaw is not null),
        HostLeft f => TextFlaw("reason", f.Reason),
        _ => null,
    };

    /// <summary>The same of a verdict on a container's health.</summary>
    public static string? Flaw(IVerdict verdict) =>
        IdFlaw(verdict.ContainerId) ?? TextFlaw("host", verdict.Host) ?? TextFlaw("reason", verdict.Reason);

    private static string? HostFlaw(IHostFact fact) => fact switch
    {
        { Host: null or { Name: null or "" } } => "names no host",
        _ when fact.Host.Name.Contains('.') || ServiceName.FindFlaw(fact.Host.Name, "") is not null => "its host is no DNS label",
        _ when !IsIPv4(fact.Host.Address) => $"its host's address '{fact.Host.Address}' is no IPv4 address",
        _ when fact.Stamp <= Stamp.None => "has no stamp",
        _ => null,
    };

    private static string? Flaw(ContainerSnapshot? container) => container switch
    {
        null => "holds no container",
        { Endpoints: null } => "a container without a list of endpoints",
        { Endpoints.Count: > MaxEndpoints } => $"a container claims more than {MaxEndpoints} services",
        _ => IdFlaw(container.Id) ?? TextFlaw("name", container.Name) ?? TextFlaw("image", container.Image)
            ?? container.Endpoints.Select(EndpointFlaw).FirstOrDefault(flaw => flaw is not null),
    };

    private static string? EndpointFlaw(Endpoint? endpoint) => endpoint switch
    {
        null => "an endpoint is missing",
        { Address: { } address } when !IsIPv4(address) => $"the endpoint address '{address}' is no IPv4 address",
        _ => TextFlaw("service", endpoint.Service) ?? TextFlaw("check", endpoint.Check ?? "")
            ?? TextFlaw("check interval", endpoint.CheckInterval ?? "") ?? TextFlaw("check timeout", endpoint.CheckTimeout ?? ""),
    };

    private static string? IdFlaw(string? id) =>
        string.IsNullOrEmpty(id) || id.Contains('/') ? "names no container" : TextFlaw("container", id);

    private static string? TextFlaw(string what, string? text) => text switch
    {
        null => $"its {what} is missing",
        { Length: > MaxText } => $"its {what} is longer than {MaxText} characters",
        _ when text.Contains('\0') => $"its {what} contains a NUL, which PostgreSQL cannot store",
        _ => null,
    };

    private static bool IsIPv4(string? text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text;
}
