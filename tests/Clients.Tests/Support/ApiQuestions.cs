using System.Net;

namespace Pipeline.Clients.Tests.Support;

/// <summary>What a client asked of the API, in its order.</summary>
internal sealed class ApiQuestions
{
    private readonly Lock gate = new();
    private readonly List<Asked> all = [];

    /// <summary>One question.</summary>
    /// <param name="Query">The part of the address behind the path.</param>
    /// <param name="Known">The ETag that was sent; null without one.</param>
    /// <param name="Status">The answer's status; null where there was none.</param>
    /// <param name="Tag">The answer's ETag.</param>
    public sealed record Asked(string Query, string? Known, HttpStatusCode? Status, string? Tag);

    public IReadOnlyList<Asked> All
    {
        get
        {
            lock (gate) return [.. all];
        }
    }

    /// <summary>Hears the questions of one client.</summary>
    public DelegatingHandler Listen() => new Listener(this);

    private sealed class Listener(ApiQuestions questions) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage? response = null;
            try
            {
                return response = await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                var known = request.Headers.IfNoneMatch.ToString();
                lock (questions.gate)
                    questions.all.Add(new(
                        request.RequestUri!.Query, known is "" ? null : known, response?.StatusCode, response?.Headers.ETag?.ToString()));
            }
        }
    }
}
