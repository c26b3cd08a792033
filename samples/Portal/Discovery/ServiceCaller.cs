using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DnsClient;
using Samples.Common;

namespace Samples.Portal.Discovery;

/// <summary>Asks a service by its name: looks up where it is, at each call, and tries one place after the other until one answers.</summary>
internal sealed class ServiceCaller(ServiceNames names, Credentials credentials) : IDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(2);

    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = AnswersWithin,
        MaxResponseContentBufferSize = LongestAnswer,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credentials.Encoded) },
    };

    /// <param name="service">The service's name: <c>calc</c>.</param>
    /// <param name="path">What to ask it for: <c>/calc?formula=1</c>.</param>
    /// <param name="field">The field of its answer that holds what was asked for.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public async Task<Answer> AskAsync(string service, string path, string field, CancellationToken cancel)
    {
        IReadOnlyList<Place> places;
        try
        {
            places = await names.FindAsync(service, cancel);
        }
        catch (DnsResponseException)
        {
            return new Answer.Away([], "the name server does not answer");
        }

        for (var tried = 0; tried < places.Count; tried++)
            if (await TryAsync(places, tried, path, field, cancel) is { } answer)
                return answer;

        return new Answer.Away(places, places.Count == 0 ? "its name has no answer" : "its name answers, but none of its instances does");
    }

    public void Dispose() => client.Dispose();

    /// <returns>Null where the next one should be tried.</returns>
    private async Task<Answer?> TryAsync(IReadOnlyList<Place> places, int tried, string path, string field, CancellationToken cancel)
    {
        try
        {
            using var response = await client.GetAsync($"http://{places[tried].Address}:{places[tried].Port}{path}", cancel);
            return response.StatusCode switch
            {
                HttpStatusCode.OK when await FieldAsync(response, field, cancel) is { } said => new Answer.Given(places, said, NameOf(response), tried),
                HttpStatusCode.BadRequest => new Answer.Refused(places, await FieldAsync(response, "detail", cancel) ?? "the question makes no sense to it"),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || failure is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<string?> FieldAsync(HttpResponseMessage response, string field, CancellationToken cancel) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(cancel) is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static string NameOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Instance.Header, out var names) ? names.First() : "an instance without a name";
}
