using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Pipeline.Console.Tests.Api;

/// <summary>Asks the API as a program does.</summary>
internal static class ApiExtensions
{
    /// <summary>An answer: its status, its ETag, and its JSON where it has some.</summary>
    internal sealed record Answered(HttpResponseMessage Response, JsonNode? Json)
    {
        public HttpStatusCode Status => Response.StatusCode;

        public EntityTagHeaderValue ETag => Response.Headers.ETag ?? throw new InvalidOperationException("there is no ETag");

        /// <summary>The detail of a problem.</summary>
        public string Problem
        {
            get
            {
                Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
                Json!["status"]!.GetValue<int>().ShouldBe((int)Status);
                return Json["detail"]!.GetValue<string>();
            }
        }

        public IEnumerable<string> Of(string list, string member) => Json![list]!.AsArray().Select(row => row![member]!.GetValue<string>());
    }

    extension(HttpClient http)
    {
        /// <param name="path">The path and query.</param>
        /// <param name="known">The ETag of what the program has already.</param>
        public async Task<Answered> AskAsync(string path, EntityTagHeaderValue? known = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (known is not null) request.Headers.IfNoneMatch.Add(known);
            var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return new(response, text is "" ? null : JsonNode.Parse(text));
        }

        /// <summary>Follows the events of a path.</summary>
        /// <param name="path">The path and query.</param>
        /// <param name="last">The id of the last event that the program has.</param>
        /// <param name="cancel">Ends it.</param>
        public async IAsyncEnumerable<SseItem<string>> FollowAsync(
            string path, string? last = null, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
            if (last is not null) request.Headers.Add("Last-Event-ID", last);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancel)) yield return item;
        }
    }

    /// <summary>The containers in an event's state.</summary>
    public static IEnumerable<string> Containers(this SseItem<string> item) =>
        JsonNode.Parse(item.Data)!["instances"]!.AsArray().Select(one => one!["containerName"]!.GetValue<string>());

    /// <summary>The next event, within the time that a test has.</summary>
    public static async Task<SseItem<string>> NextAsync(this IAsyncEnumerator<SseItem<string>> events)
    {
        (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System)).ShouldBeTrue("the stream goes on");
        return events.Current;
    }
}
