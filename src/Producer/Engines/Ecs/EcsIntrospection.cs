using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Engines.Ecs;

/// <summary>
/// Asks the ECS agent of the same host (<c>GET /v1/tasks?dockerid=…</c> on port 51678, "Amazon ECS container introspection" in the
/// ECS developer guide). An agent that is absent or answers oddly counts as not knowing; the next full pass asks again.
/// </summary>
public sealed class EcsIntrospection(Uri agent, HttpClient http, ILogger<EcsIntrospection> logger) : ITaskAddresses
{
    public async Task<string?> FindAsync(string containerId, CancellationToken cancel)
    {
        try
        {
            var question = new Uri(agent, $"/v1/tasks?dockerid={Uri.EscapeDataString(containerId)}");
            using var answer = await http.GetAsync(question, cancel);
            if (!answer.IsSuccessStatusCode) return null;
            var task = await answer.Content.ReadFromJsonAsync(EcsJson.Default.EcsTaskAnswer, cancel);
            return task?.AddressOf(containerId);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            Log.TaskAddressUnknown(logger, containerId, failure.Message);
            return null;
        }
    }
}

/// <summary>The part of the ECS agent's answer that is read here.</summary>
internal sealed record EcsTaskAnswer(IReadOnlyList<EcsTaskAnswer.Container>? Containers)
{
    internal sealed record Container(string? DockerId, IReadOnlyList<Network>? Networks);

    internal sealed record Network(string? NetworkMode, [property: JsonPropertyName("IPv4Addresses")] IReadOnlyList<string>? Addresses);

    // The pause container that holds the interface is left out of the answer; all containers of a task share one address.
    public string? AddressOf(string containerId)
    {
        var own = Containers?.FirstOrDefault(container => container.DockerId == containerId) ?? (Containers is [var first, ..] ? first : null);
        return own?.Networks?.Where(network => network.NetworkMode == "awsvpc").SelectMany(network => network.Addresses ?? []).FirstOrDefault();
    }
}

[JsonSerializable(typeof(EcsTaskAnswer))]
internal sealed partial class EcsJson : JsonSerializerContext;
