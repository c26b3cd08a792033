using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Ecs;

/// <summary>
/// Reads the addresses of tasks from the ECS agent of the same host (<c>GET /v1/tasks?dockerid=…</c> on port 51678; "Amazon ECS container
/// agent introspection" in the ECS developer guide). If the agent does not answer, or not as documented, they are unknown; the next full
/// inspection asks again.
/// </summary>
public sealed class EcsIntrospectionClient(Uri agent, HttpClient http, ILogger<EcsIntrospectionClient> logger) : ITaskAddressReader
{
    public async Task<InterfaceAddresses?> FindAsync(string containerId, CancellationToken cancel)
    {
        try
        {
            var request = new Uri(agent, $"/v1/tasks?dockerid={Uri.EscapeDataString(containerId)}");
            using var response = await http.GetAsync(request, cancel);
            if (!response.IsSuccessStatusCode) return null;
            var task = await response.Content.ReadFromJsonAsync(EcsJson.Default.EcsTaskResponse, cancel);
            return task?.FindAddresses(containerId);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            var reason = FailureWords.Describe(failure);
            Log.TaskAddressUnknown(logger, containerId, reason);
            return null;
        }
    }
}

/// <summary>The part of the ECS agent's response that is read here.</summary>
internal sealed record EcsTaskResponse(IReadOnlyList<EcsTaskResponse.Container>? Containers)
{
    internal sealed record Container(string? DockerId, IReadOnlyList<Network>? Networks);

    internal sealed record Network(
        string? NetworkMode,
        [property: JsonPropertyName("IPv4Addresses")] IReadOnlyList<string>? IPv4,
        [property: JsonPropertyName("IPv6Addresses")] IReadOnlyList<string>? IPv6);

    // The response omits the pause container that holds the network interface, but all containers of a task share its addresses.
    public InterfaceAddresses? FindAddresses(string containerId)
    {
        var container = Containers?.FirstOrDefault(known => known.DockerId == containerId)
            ?? (Containers is [var first, ..] ? first : null);
        var networks = (container?.Networks ?? []).Where(network => network.NetworkMode == "awsvpc").ToList();
        var found = new InterfaceAddresses(
            networks.SelectMany(network => network.IPv4 ?? []).FirstOrDefault(),
            networks.SelectMany(network => network.IPv6 ?? []).FirstOrDefault());
        return found is { IPv4: null, IPv6: null } ? null : found;
    }
}

[JsonSerializable(typeof(EcsTaskResponse))]
internal sealed partial class EcsJson : JsonSerializerContext;
