using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Engines.Ecs;

/// <summary>
/// Reads task addresses from the ECS agent of the same host (<c>GET /v1/tasks?dockerid=…</c> on port 51678; "Amazon ECS container agent
/// introspection" in the ECS developer guide). If the agent does not answer, or not as documented, the address is unknown; the next full
/// inspection asks again.
/// </summary>
public sealed class EcsIntrospectionClient(Uri agent, HttpClient http, ILogger<EcsIntrospectionClient> logger) : ITaskAddressReader
{
    public async Task<string?> FindAsync(string containerId, CancellationToken cancel)
    {
        try
        {
            var request = new Uri(agent, $"/v1/tasks?dockerid={Uri.EscapeDataString(containerId)}");
            using var response = await http.GetAsync(request, cancel);
            if (!response.IsSuccessStatusCode) return null;
            var task = await response.Content.ReadFromJsonAsync(EcsJson.Default.EcsTaskResponse, cancel);
            return task?.FindAddress(containerId);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            Log.TaskAddressUnknown(logger, containerId, failure.Message);
            return null;
        }
    }
}

/// <summary>The part of the ECS agent's response that is read here.</summary>
internal sealed record EcsTaskResponse(IReadOnlyList<EcsTaskResponse.Container>? Containers)
{
    internal sealed record Container(string? DockerId, IReadOnlyList<Network>? Networks);

    internal sealed record Network(string? NetworkMode, [property: JsonPropertyName("IPv4Addresses")] IReadOnlyList<string>? Addresses);

    // The response omits the pause container that holds the network interface, but all containers of a task share its address.
    public string? FindAddress(string containerId)
    {
        var container = Containers?.FirstOrDefault(known => known.DockerId == containerId)
            ?? (Containers is [var first, ..] ? first : null);
        var networks = container?.Networks?.Where(network => network.NetworkMode == "awsvpc");
        return networks?.SelectMany(network => network.Addresses ?? []).FirstOrDefault();
    }
}

[JsonSerializable(typeof(EcsTaskResponse))]
internal sealed partial class EcsJson : JsonSerializerContext;
