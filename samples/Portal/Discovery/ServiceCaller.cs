using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.ServiceDiscovery;
using Pipeline.ServiceDiscovery.Instances;
using Samples.Common;

namespace Samples.Portal.Discovery;

/// <summary>Calls a service by its name: tries its present instances in random order until one answers.</summary>
internal sealed class ServiceCaller(ServiceEndpointResolver services, Credentials credentials) : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    private const int MaxResponseBytes = 64 * 1024;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = CallTimeout,
        MaxResponseContentBufferSize = MaxResponseBytes,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credentials.Encoded) },
    };

    /// <param name="service">The service's name: <c>calc</c>.</param>
    /// <param name="path">The path of the request: <c>/calc?formula=1</c>.</param>
    /// <param name="field">The field of the response to return.</param>
    /// <param name="cancel">Cancels the call.</param>
    public async Task<Answer> CallAsync(string service, string path, string field, CancellationToken cancel)
    {
        FoundInstance[] instances;
        try
        {
            var found = await services.GetEndpointsAsync($"http://{service}", cancel);
            instances = [.. found.Endpoints.Select(endpoint => endpoint.Features.Get<FoundInstance>()).OfType<FoundInstance>()];
            Random.Shared.Shuffle(instances);
        }
        catch (HttpRequestException notFound)
        {
            return new Answer.Unavailable([], notFound.Message);
        }

        for (var index = 0; index < instances.Length; index++)
            if (await TryAsync(instances, index, path, field, cancel) is { } answer)
                return answer;

        return new Answer.Unavailable(instances, "its name resolves, but no instance answers");
    }

    public void Dispose() => client.Dispose();

    /// <returns>Null if the next instance should be tried.</returns>
    private async Task<Answer?> TryAsync(FoundInstance[] instances, int index, string path, string field, CancellationToken cancel)
    {
        try
        {
            using var response = await client.GetAsync($"http://{instances[index].EndPoint}{path}", cancel);
            return response.StatusCode switch
            {
                HttpStatusCode.OK when await ReadFieldAsync(response, field, cancel) is { } value =>
                    new Answer.Success(instances, value, NameOf(response), index),
                HttpStatusCode.BadRequest =>
                    new Answer.Rejected(instances, await ReadFieldAsync(response, "detail", cancel) ?? "it gave no reason"),
                _ => null,
            };
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException || failure is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<string?> ReadFieldAsync(HttpResponseMessage response, string field, CancellationToken cancel) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(cancel) is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty(field, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;

    private static string NameOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(InstanceHeader.Name, out var names) ? names.First() : "an unnamed instance";
}
