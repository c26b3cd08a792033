using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.ServiceDiscovery.Instances;

namespace Pipeline.ServiceDiscovery.Api;

/// <summary>Asks the API, and waits there until something changes.</summary>
internal sealed class ApiSource(IHttpClientFactory clients, Uri api, string? token, TimeProvider time) : IInstanceSource
{
    /// <summary>The name of the client that is used; a program may configure it, for a certificate for instance.</summary>
    public const string ClientName = "Pipeline.ServiceDiscovery.Api";

    /// <summary>How long the API may hold an answer back while nothing changes.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take beyond that.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    public async Task<Reading> ReadAsync(string service, Reading? known, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource((known is null ? TimeSpan.Zero : Wait) + Slack, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var request = Ask(service, known);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.NotModified when known is not null => known,
                HttpStatusCode.OK => await ReadAsync(response, either.Token),
                HttpStatusCode.NotFound when IsOfTheApi(response) => new Reading([], Tag: null, GoodFor: TimeSpan.FromSeconds(1)),
                var other => throw new SourceUnavailableException($"the API at {api} answers {(int)other} ({other})"),
            };
        }
        catch (Exception failed) when (
            failed is HttpRequestException or JsonException or FormatException or ArgumentException or IOException
            || failed is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new SourceUnavailableException($"the API at {api} does not answer: {failed.Message}", failed);
        }
    }

    private HttpRequestMessage Ask(string service, Reading? known)
    {
        var wait = known?.Tag is null ? "" : $"&wait={Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s";
        var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(api, $"/v1/services/{Uri.EscapeDataString(service)}/instances?healthy=true{wait}"));
        if (known?.Tag is { } tag) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>A proxy, or another server at that address, answers 404 as well.</summary>
    private static bool IsOfTheApi(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "application/problem+json";

    private static async Task<Reading> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var answer = await response.Content.ReadFromJsonAsync(ApiJson.Default.InstanceList, cancel);
        if (answer is not { Instances: { } instances }) throw new JsonException("the answer holds no instances");
        var found = instances
            .Select(instance => new FoundInstance(new IPEndPoint(IPAddress.Parse(instance.Address), instance.Port), instance.Host))
            .Distinct()
            .OrderBy(instance => instance.EndPoint.ToString(), StringComparer.Ordinal);

        // Without a tag there is nothing to wait behind.
        var tag = response.Headers.ETag?.ToString();
        return new Reading([.. found], tag, GoodFor: tag is null ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
    }
}
